package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.Fulfillments.Late;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Late orders that no supply with a day covers: what is decided for a SKU is decided for all that wait for it. */
@Service
@Transactional
public class LateOrders {

    /** What customers are told when nobody has said anything in time. */
    public static final String NOT_DELIVERED = "The supplier has not delivered.";

    private static final int BATCH = 100;
    private static final int PAGE = 5000;

    private final Fulfillments fulfillments;
    private final FulfillmentLocks locks;
    private final Cancellation cancellation;
    private final Delays delays;
    private final Inventory inventory;
    private final Receiving receiving;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ProofBook proof;

    LateOrders(
            Fulfillments fulfillments,
            FulfillmentLocks locks,
            Cancellation cancellation,
            Delays delays,
            Inventory inventory,
            Receiving receiving,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ProofBook proof) {
        this.fulfillments = fulfillments;
        this.locks = locks;
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
    public record Need(int fulfillments, int units, Optional<LocalDate> earliest) {

        private Need and(Need other) {
            return new Need(
                    fulfillments + other.fulfillments,
                    units + other.units,
                    Stream.of(earliest, other.earliest)
                            .flatMap(Optional::stream)
                            .min(LocalDate::compareTo));
        }
    }

    @Transactional(readOnly = true)
    public Need need(String sku) {
        return withoutDay(sku).map(this::need).reduce(new Need(0, 0, Optional.empty()), Need::and);
    }

    private Need need(Late late) {
        var promised = late.getPromisedOn() == null
                ? delays.promisedIfNoneStated(late.getLawProfile(), late.getPlacedAt())
                : late.getPromisedOn();
        return new Need(1, late.getUnits(), Optional.of(promised));
    }

    /** Whether there is anyone of whom to decide. */
    @Transactional(readOnly = true)
    public boolean anyoneWaits(String sku) {
        return withoutDay(sku).findAny().isPresent();
    }

    /** Whoever waits for another SKU, and has a day for this one, is none of them. Read page by page, as far as it is asked for. */
    private Stream<Late> withoutDay(String sku) {
        return Stream.iterate(
                        inventory.undated(sku, 0, PAGE),
                        page -> !page.isEmpty(),
                        page -> inventory.undated(sku, page.get(page.size() - 1), PAGE))
                .flatMap(page -> fulfillments.lateWithoutDay(page, sku).stream());
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
        var concerned = withoutDay(sku).map(Late::getId).toList();
        receiving.expect(sku, promiseDay.neededBy(promisedOn), given(reason), NOT_DELIVERED);
        decided(concerned, by, "%s is expected to ship by %s.".formatted(sku, promisedOn), given(reason));
    }

    /**
     * Nobody knows the day; the customers are told so, with the reason. Without one, nobody has decided in time: then they are
     * told why their supply was canceled, if somebody said that, or that the supplier has not delivered.
     */
    @Atomic
    public void noDay(String sku, String reason, String by) {
        var concerned = withoutDay(sku).map(Late::getId).toList();
        var known = given(reason) == null ? inventory.reasons(concerned) : Map.<Long, String>of();
        receiving.expect(sku, null, given(reason), NOT_DELIVERED);
        concerned.forEach(id -> proof.write(
                id,
                What.DECIDED,
                by,
                "No day can be given for %s.".formatted(sku)
                        + Cancellation.because(
                                given(reason) == null ? known.getOrDefault(id, NOT_DELIVERED) : given(reason))));
    }

    private void decided(List<Long> concerned, String by, String what, String reason) {
        concerned.forEach(id -> proof.write(id, What.DECIDED, by, what + Cancellation.because(reason)));
    }

    /** A form's field that is left empty is no reason. */
    private static String given(String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    /**
     * Cancels the next of those who wait for the SKU without a day: all that ships together, unless its order may ship in
     * parts. What is canceled whole is canceled at once; whoever is covered by what is given back stays, so the parts are
     * judged again, one after the other, when no whole is left. Returns whether others may be left.
     *
     * @param reason told to customers; null: none is
     */
    @Atomic
    public boolean cancelNext(String sku, String reason, String by) {
        var late =
                locks.those(() -> withoutDay(sku).limit(BATCH).map(Late::getId).toList());
        var given = given(reason);
        var why = "%s can't be had any more.".formatted(sku) + (given == null ? "" : " " + given);
        var parts = new ArrayList<Fulfillment>();
        var wholes = new ArrayList<Fulfillment>();
        late.orElse(List.of()).forEach(fulfillment -> (isPart(fulfillment, sku) ? parts : wholes).add(fulfillment));
        if (!wholes.isEmpty()) {
            wholes.forEach(fulfillment -> {
                fulfillment.unavailableSku = sku;
                fulfillment.cancelReason = given;
            });
            cancellation.byShop(wholes, CancelCause.NOT_AVAILABLE, why, by, calendar.now());
        } else {
            parts.stream().filter(part -> hasNoDay(part, sku)).forEach(part -> {
                cancellation.cancel(part, List.of(new Units(sku, part.units(sku))), why, by);
                delays.check(List.of(part));
            });
        }
        return late.isPresent();
    }

    private boolean hasNoDay(Fulfillment fulfillment, String sku) {
        return inventory
                .undated(List.of(fulfillment.id))
                .getOrDefault(fulfillment.id, Set.of())
                .contains(sku);
    }

    /** Whether the rest of it may ship without this SKU. */
    static boolean isPart(Fulfillment fulfillment, String sku) {
        return fulfillment.order().partial()
                && fulfillment.wantedSkus().stream().anyMatch(other -> !other.equals(sku));
    }
}
