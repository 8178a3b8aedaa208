package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.offers.ReleaseChanged;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/**
 * A new release day holds for everyone who waits for it: nothing ships before, the expected day follows.
 *
 * <p>Thousands may wait, so it is brought to them a bounded batch at a time. Each batch asks for the day as it is then:
 * of two changes on top of each other the later one wins, and whoever has the day already hears nothing.
 */
@Service
public class Releases {

    private static final int BATCH = 100;

    private final Fulfillments fulfillments;
    private final Inventory inventory;
    private final Catalog catalog;
    private final PromiseDay promiseDay;
    private final Delays delays;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Releases(
            Fulfillments fulfillments,
            Inventory inventory,
            Catalog catalog,
            PromiseDay promiseDay,
            Delays delays,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.fulfillments = fulfillments;
        this.inventory = inventory;
        this.catalog = catalog;
        this.promiseDay = promiseDay;
        this.delays = delays;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    /** The first batch hears of it at once; whoever changes the day holds the stock's lock. */
    @EventListener
    void on(ReleaseChanged fact) {
        batch(fact.sku(), 0).ifPresent(after -> events.publishEvent(new RepromisingLeft(fact.sku(), after)));
    }

    /**
     * Brings the present release day of a SKU to the next batch of those who wait for it.
     *
     * @param after where the batch before ended
     * @return where this batch ended, or empty when all were gone through
     */
    @Atomic
    public Optional<String> rePromiseNext(String sku, String after) {
        inventory.lock(List.of(sku));
        return batch(sku, Long.parseLong(after));
    }

    /** The day before which a fulfillment must not ship, also while a change is still being brought to those who wait. */
    Optional<LocalDate> releaseOf(Fulfillment fulfillment) {
        return fulfillment.kind == Kind.PREORDER
                ? latest(fulfillment, catalog.releaseDays(fulfillment.wantedSkus()))
                : Optional.empty();
    }

    private Optional<String> batch(String sku, long after) {
        // One that has the SKU in two lines comes twice, side by side.
        var ids = fulfillments.unshippedPreordersOf(sku, after, Limit.of(BATCH));
        if (!ids.isEmpty()) {
            rePromise(sku, fulfillments.findByIdIn(ids));
        }
        return ids.size() < BATCH ? Optional.empty() : Optional.of(String.valueOf(ids.get(BATCH - 1)));
    }

    private void rePromise(String sku, List<Fulfillment> waiting) {
        var days = catalog.releaseDays(waiting.stream()
                .flatMap(fulfillment -> fulfillment.wantedSkus().stream())
                .distinct()
                .toList());
        var readyDays =
                inventory.readyDays(waiting.stream().map(Fulfillment::id).toList());
        var moved = new ArrayList<Fulfillment>();
        for (var fulfillment : waiting) {
            var day = latest(fulfillment, days).orElse(null);
            if (!Objects.equals(day, fulfillment.releaseOn)) {
                fulfillment.releaseOn = day;
                var readyOn = fulfillment.allocated ? calendar.today() : readyDays.get(fulfillment.id);
                fulfillment.expect(promiseDay.promise(readyOn, day));
                proof.write(fulfillment.id, What.CHANGED, Fulfilling.FORTHCOMING, words(sku, days.get(sku)));
                moved.add(fulfillment);
            }
        }
        if (!moved.isEmpty()) {
            delays.check(moved);
            events.publishEvent(new ReleaseMoved(moved));
            events.publishEvent(new ReleasePostponed(
                    moved.stream().filter(this::mayNotLeaveYet).toList()));
        }
    }

    private boolean mayNotLeaveYet(Fulfillment fulfillment) {
        return fulfillment.status == FulfillmentStatus.READY_TO_SHIP
                && fulfillment.releaseOn != null
                && calendar.today().isBefore(fulfillment.releaseOn);
    }

    private static Optional<LocalDate> latest(Fulfillment fulfillment, Map<String, LocalDate> days) {
        return fulfillment.wantedSkus().stream()
                .map(days::get)
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo);
    }

    private static String words(String sku, LocalDate day) {
        return day == null
                ? "%s needs to wait for no release any more.".formatted(sku)
                : "%s is now released on %s.".formatted(sku, day);
    }
}
