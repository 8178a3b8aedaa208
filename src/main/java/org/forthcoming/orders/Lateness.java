package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Receiving;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds what becomes late because time passes, though nobody has changed anything. */
@Service
@Transactional
public class Lateness {

    /** Why what lies in the warehouse has no day any more. */
    static final String PACKING_IS_LATE = "Packing is late.";

    private static final int BATCH = 100;

    private final Fulfillments fulfillments;
    private final Delays delays;
    private final Policies policies;
    private final FulfillmentLocks locks;
    private final Receiving receiving;
    private final ShopCalendar calendar;

    Lateness(
            Fulfillments fulfillments,
            Delays delays,
            Policies policies,
            FulfillmentLocks locks,
            Receiving receiving,
            ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.delays = delays;
        this.policies = policies;
        this.locks = locks;
        this.receiving = receiving;
        this.calendar = calendar;
    }

    /**
     * Re-pegs whoever counts on the next SKU of which a supply is overdue; when there is none, looks at the next orders that
     * were accepted without a day. Returns whether there was anything.
     */
    @Atomic
    public boolean findNext() {
        var overdue = receiving.newlyOverdue();
        if (!overdue.isEmpty()) {
            receiving.overdue(overdue.get(0));
            return true;
        }
        var undated = locks.those(() -> fulfillments.acceptedUndated(
                placedBefore(calendar.today().plusDays(Delays.DAYS_BEFORE + 1)), Limit.of(BATCH)));
        undated.ifPresent(delays::check);
        delays.remind();
        return undated.isPresent();
    }

    /**
     * Cancels the next of those whose promised day ended without a shipment and without a notice, where the law wants one
     * (16 CFR 435.2(b)(1)). Returns whether there was any.
     */
    @Atomic
    public boolean cancelNextUntold() {
        var profiles = profilesThatAsk();
        return cancelUntold(() -> fulfillments.promisedBefore(
                calendar.today(), placedBefore(calendar.today()), profiles, Limit.of(BATCH)));
    }

    /** Cancels those whose notice did not go out before the promised day ended. Returns whether there was any. */
    @Atomic
    public boolean cancelUntold(Supplier<List<Long>> which) {
        var untold = locks.those(which);
        untold.ifPresent(these -> these.forEach(delays::cancelUntold));
        return untold.isPresent();
    }

    /**
     * Tells the next of those who lie in the warehouse and are promised for today or tomorrow that packing is late; called
     * at noon. Returns whether there was any.
     *
     * @param heardOf see {@link Delays#tellNext}
     */
    @Atomic
    public boolean tellPackingLate(Function<List<Long>, List<Delay>> heardOf) {
        var today = calendar.today();
        var tomorrow = today.plusDays(1);
        var late = locks.those(() -> fulfillments.toBePacked(
                today, tomorrow, placedBefore(today), placedBefore(tomorrow.plusDays(1)), Limit.of(BATCH)));
        late.ifPresent(these -> delays.tellUndated(these, PACKING_IS_LATE, heardOf));
        return late.isPresent();
    }

    /** Before this instant was placed what the law takes for promised before that day. */
    private Instant placedBefore(LocalDate promised) {
        return calendar.startOf(promised.minusDays(Delays.DAYS_IF_NONE_STATED));
    }

    /** Under which the customer is asked about a delay at all. */
    private Collection<LawProfile> profilesThatAsk() {
        return Arrays.stream(LawProfile.values())
                .filter(profile -> policies.delay(profile, false, null, false).silence() != Delay.Silence.NOTHING)
                .toList();
    }
}
