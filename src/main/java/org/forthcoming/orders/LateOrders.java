package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.ProofEntry.What;
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
    private final Delays delays;
    private final Inventory inventory;
    private final Receiving receiving;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ProofBook proof;

    LateOrders(
            Fulfillments fulfillments,
            Cancellation cancellation,
            Delays delays,
            Inventory inventory,
            Receiving receiving,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ProofBook proof) {
        this.fulfillments = fulfillments;
        this.cancellation = cancellation;
        this.delays = delays;
        this.inventory = inventory;
        this.receiving = receiving;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
        this.proof = proof;
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
    @Atomic
    public void newDay(String sku, LocalDate promisedOn, String reason, String by) {
        var concerned = fulfillments.withoutDay(sku, Limit.unlimited());
        receiving.expect(sku, promiseDay.neededBy(promisedOn), given(reason), NOT_DELIVERED);
        decided(concerned, by, "%s is expected to ship by %s.".formatted(sku, promisedOn), given(reason));
    }

    /** Nobody knows the day; the customers are told so, with the reason. Without one, nobody has decided in time. */
    @Atomic
    public void noDay(String sku, String reason, String by) {
        var concerned = fulfillments.withoutDay(sku, Limit.unlimited());
        var told = Optional.ofNullable(given(reason)).orElse(NOT_DELIVERED);
        receiving.expect(sku, null, told, told);
        decided(concerned, by, "No day can be given for %s.".formatted(sku), told);
    }

    private void decided(List<Long> concerned, String by, String what, String reason) {
        concerned.forEach(id -> proof.write(id, What.DECIDED, by, what + because(reason)));
    }

    /** A form's field that is left empty is no reason. */
    private static String given(String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    private static String because(String reason) {
        return reason == null ? "" : " Reason: " + reason;
    }

    /**
     * Cancels the next of those who wait for the SKU without a day: all that ships together, unless its order may ship in
     * parts. Returns whether others may be left.
     *
     * @param reason told to customers; null: none is
     */
    @Atomic
    public boolean cancelNext(String sku, String reason, String by) {
        var ids = fulfillments.withoutDay(sku, Limit.of(BATCH));
        if (ids.isEmpty()) {
            return false;
        }
        inventory.lock(fulfillments.skusOf(ids));
        fulfillments.lockAll(ids);
        var given = given(reason);
        var why = "%s can't be had any more.".formatted(sku) + (given == null ? "" : " " + given);
        for (var fulfillment : fulfillments.findByIdIn(ids)) {
            var others = fulfillment.wantedSkus().stream().anyMatch(other -> !other.equals(sku));
            if (others && fulfillment.order().partial()) {
                var units = List.of(new Units(sku, fulfillment.units(sku)));
                cancellation.cancel(fulfillment, units, why, by);
                delays.check(List.of(fulfillment));
            } else {
                fulfillment.unavailableSku = sku;
                fulfillment.cancelReason = given;
                cancellation.byShop(fulfillment, CancelCause.NOT_AVAILABLE, why, by, calendar.now());
            }
        }
        return true;
    }
}
