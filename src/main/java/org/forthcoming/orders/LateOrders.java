package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.PromiseDay;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Late orders that no supply with a day covers: what is decided for a SKU is decided for all that wait for it. */
@Service
@Transactional
public class LateOrders {

    /** What customers are told when nobody has said anything in time. */
    public static final String NOT_DELIVERED = "The supplier has not delivered.";

    private static final int BATCH = 100;

    private final Fulfillments fulfillments;
    private final Cancellation cancellation;
    private final Inventory inventory;
    private final Receiving receiving;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;

    LateOrders(
            Fulfillments fulfillments,
            Cancellation cancellation,
            Inventory inventory,
            Receiving receiving,
            PromiseDay promiseDay,
            ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.cancellation = cancellation;
        this.inventory = inventory;
        this.receiving = receiving;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
    }

    /**
     * What hangs on a decision.
     *
     * @param fulfillments that wait without a day
     * @param earliest the first day that is promised to one of them; empty: none is
     */
    public record Need(int fulfillments, int units, Optional<LocalDate> earliest) {}

    @Transactional(readOnly = true)
    public Need need(String sku) {
        var all = fulfillments.allWithoutDay(sku);
        var stated = Optional.ofNullable(all.getPromisedOn());
        var byLaw = Optional.ofNullable(all.getPlacedAt())
                .map(placedAt -> Delays.promisedIfNoneStated(calendar.dayOf(placedAt)));
        return new Need(
                all.getFulfillments(),
                all.getUnits() == null ? 0 : all.getUnits(),
                Stream.of(stated, byLaw).flatMap(Optional::stream).min(LocalDate::compareTo));
    }

    /** When the undated notice has to go out unless somebody decides: at noon of the last day before the first promise. */
    @Transactional(readOnly = true)
    public Instant lastMoment(String sku) {
        return need(sku)
                .earliest()
                .map(day -> calendar.noonOf(day.minusDays(1)))
                .orElseGet(() -> calendar.endOf(calendar.today()));
    }

    /** Why this day can't be promised to whoever waits for the SKU; empty when it can. */
    public Optional<String> whyNot(LocalDate promisedOn) {
        var soonest = promiseDay.promise(calendar.today(), null);
        if (promisedOn == null) {
            return Optional.of("Tell the new day by which it ships.");
        }
        return promisedOn.isBefore(soonest)
                ? Optional.of(
                        "Nothing that comes today can ship before %s: tell that day or a later one.".formatted(soonest))
                : Optional.empty();
    }

    /** From now on all that waits for the SKU without a day is expected to ship by this one; a reason is told if there is one. */
    public void newDay(String sku, LocalDate promisedOn, String reason) {
        receiving.expect(sku, promiseDay.neededBy(promisedOn), reason, NOT_DELIVERED);
    }

    /** Nobody knows the day; the customers are told so, with the reason. */
    public void noDay(String sku, String reason) {
        var told = reason == null ? NOT_DELIVERED : reason;
        receiving.expect(sku, null, told, told);
    }

    /** Cancels the next of those who wait for the SKU without a day. Returns whether others may be left. */
    @Atomic
    public boolean cancelNext(String sku, String by) {
        var ids = fulfillments.withoutDay(sku, Limit.of(BATCH));
        if (ids.isEmpty()) {
            return false;
        }
        inventory.lock(fulfillments.skusOf(ids));
        fulfillments.lockAll(ids);
        for (var fulfillment : fulfillments.findByIdIn(ids)) {
            cancellation.byShop(
                    fulfillment,
                    CancelCause.NOT_AVAILABLE,
                    "%s can't be had any more.".formatted(sku),
                    by,
                    calendar.now());
        }
        return true;
    }
}
