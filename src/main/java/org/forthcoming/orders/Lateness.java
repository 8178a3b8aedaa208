package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
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
    private final Inventory inventory;
    private final Receiving receiving;
    private final ShopCalendar calendar;

    Lateness(
            Fulfillments fulfillments,
            Delays delays,
            Policies policies,
            Inventory inventory,
            Receiving receiving,
            ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.delays = delays;
        this.policies = policies;
        this.inventory = inventory;
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
        var undated = fulfillments.acceptedUndated(
                placedBefore(calendar.today().plusDays(Delays.DAYS_BEFORE + 1)), Limit.of(BATCH));
        lock(undated);
        delays.check(fulfillments.findByIdIn(undated));
        return !undated.isEmpty();
    }

    /**
     * Cancels the next of those whose promised day ended without a shipment and without a notice, where the law wants one
     * (16 CFR 435.2(b)(1)). Returns whether there was any.
     */
    @Atomic
    public boolean cancelNextUntold() {
        var untold = fulfillments.promisedBefore(
                calendar.today(), placedBefore(calendar.today()), profilesThatAsk(), Limit.of(BATCH));
        return cancelUntold(untold);
    }

    /** Cancels these: their notice was written, but did not go out before the promised day ended. Returns whether any. */
    @Atomic
    public boolean cancelUntold(List<Long> ids) {
        lock(ids);
        fulfillments.findByIdIn(ids).forEach(delays::cancelUntold);
        return !ids.isEmpty();
    }

    /**
     * Tells the next of those who lie in the warehouse and are promised for today or tomorrow that packing is late; called
     * at noon. Returns whether there was any.
     */
    @Atomic
    public boolean tellPackingLate() {
        var today = calendar.today();
        var tomorrow = today.plusDays(1);
        var late = fulfillments.toBePacked(
                today, tomorrow, placedBefore(today), placedBefore(tomorrow.plusDays(1)), Limit.of(BATCH));
        lock(late);
        delays.tellUndated(fulfillments.findByIdIn(late), PACKING_IS_LATE);
        return !late.isEmpty();
    }

    private void lock(List<Long> ids) {
        inventory.lock(ids.isEmpty() ? List.of() : fulfillments.skusOf(ids));
        fulfillments.lockAll(ids);
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
