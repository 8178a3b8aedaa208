package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What customers may do by the law of their country, as CustomerRights.dmn says: withdraw, and set a last period. */
@Service
@Transactional
public class Rights {

    /** An additional period may not be longer: what is further away is no period but another promise. */
    public static final int LONGEST_PERIOD = 180;

    private final FulfillmentLocks locks;
    private final Cancellation cancellation;
    private final Delays delays;
    private final Refunds refunds;
    private final Policies policies;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Rights(
            FulfillmentLocks locks,
            Cancellation cancellation,
            Delays delays,
            Refunds refunds,
            Policies policies,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.locks = locks;
        this.cancellation = cancellation;
        this.delays = delays;
        this.refunds = refunds;
        this.policies = policies;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    // Withdrawing --------------------------------------------------------------------------------------------------

    /**
     * Whether the customer may withdraw from the contract on it today: from the order until so many days after the delivery;
     * without a reported delivery the right stays.
     */
    @Transactional(readOnly = true)
    public boolean mayWithdraw(Fulfillment fulfillment) {
        var days = policies.rights(fulfillment.lawProfile).withdrawalDays();
        return days != null
                && fulfillment.withdrawnAt == null
                && !fulfillment.status.withoutShipment()
                && (fulfillment.deliveredOn == null
                        || !calendar.today().isAfter(fulfillment.deliveredOn.plusDays(days)));
    }

    /** The customer withdraws: before the shipment that cancels it, after it the return has to be arranged. */
    @Atomic
    public Answer<Fulfillment> withdraw(long id) {
        return locks.fulfillment(id)
                .map(this::withdraw)
                .orElseGet(() -> Answer.unknown("There is no fulfillment %d.".formatted(id)));
    }

    private Answer<Fulfillment> withdraw(Fulfillment fulfillment) {
        if (fulfillment.withdrawnAt != null) {
            return Answer.doneBefore(fulfillment);
        }
        // The law may have ended it already, and from when the money is due back hangs on that.
        delays.cancelIfLawHas(fulfillment);
        if (!mayWithdraw(fulfillment)) {
            return Answer.conflict("The contract on it can't be withdrawn from any more.");
        }
        declare(fulfillment, "Withdraws from the contract.");
        if (fulfillment.status.beforeShipment()) {
            cancellation.cancel(fulfillment, List.of(), "Withdrawal from the contract.", Fulfilling.CUSTOMER);
        }
        return Answer.done(fulfillment);
    }

    private void declare(Fulfillment fulfillment, String words) {
        fulfillment.withdrawnAt = calendar.now();
        proof.write(fulfillment.id, What.WITHDRAWN, Fulfilling.CUSTOMER, words);
        events.publishEvent(new WithdrawalDeclared(fulfillment));
    }

    /**
     * What shipped came back after a withdrawal: opens the refund. Returns what has to go back, if anything was paid.
     */
    @Atomic
    public Optional<Refund> returned(long id, String note, String by) {
        var fulfillment = locks.fulfillment(id).orElseThrow();
        fulfillment.returnedAt = calendar.now();
        proof.write(id, What.RETURNED, by, "The return is settled. " + note);
        return refunds.open(fulfillment, calendar.now());
    }

    // Setting a last period ----------------------------------------------------------------------------------------

    /** Whether the customer may set an additional period now: the promised day can't be kept, or is over. */
    @Transactional(readOnly = true)
    public boolean maySetPeriod(Fulfillment fulfillment) {
        return fulfillment.status.beforeShipment()
                && fulfillment.periodEndsOn == null
                && (fulfillment.status == FulfillmentStatus.DELAYED || isOver(fulfillment.promisedOn))
                && policies.rights(fulfillment.lawProfile).additionalPeriod();
    }

    /**
     * Whether it was not delivered within the period that the customer has set, so that the contract can be ended. Where no
     * delivery was reported, the shipment has to do; what was delivered late and kept to the end is accepted.
     */
    public boolean periodMissed(Fulfillment fulfillment) {
        if (!isOver(fulfillment.periodEndsOn)
                || fulfillment.status.withoutShipment()
                || fulfillment.withdrawnAt != null
                || fulfillment.deliveredOn != null && fulfillment.status == FulfillmentStatus.COMPLETED) {
            return false;
        }
        return fulfillment
                .deliveredOn()
                .or(() -> fulfillment.shippedAt().map(calendar::dayOf))
                .filter(day -> !day.isAfter(fulfillment.periodEndsOn))
                .isEmpty();
    }

    /** The customer ends the contract on it because the period was missed; once it has shipped, that is a withdrawal. */
    @Atomic
    public Answer<Fulfillment> endContract(long id) {
        return locks.fulfillment(id)
                .map(this::endContract)
                .orElseGet(() -> Answer.unknown("There is no fulfillment %d.".formatted(id)));
    }

    private Answer<Fulfillment> endContract(Fulfillment fulfillment) {
        if (fulfillment.withdrawnAt != null || fulfillment.status.withoutShipment()) {
            return Answer.doneBefore(fulfillment);
        }
        if (!periodMissed(fulfillment)) {
            return Answer.conflict("No additional period was missed.");
        }
        var why = "The additional period until %s was missed.".formatted(fulfillment.periodEndsOn);
        if (fulfillment.status.beforeShipment()) {
            return cancellation.cancel(fulfillment, List.of(), why, Fulfilling.CUSTOMER);
        }
        declare(fulfillment, "Ends the contract. " + why);
        return Answer.done(fulfillment);
    }

    private boolean isOver(LocalDate day) {
        return day != null && day.isBefore(calendar.today());
    }

    /** The customer sets an additional period; refused unless its last day lies ahead, by 180 days at most. */
    @Atomic
    public Answer<Fulfillment> setPeriod(long id, LocalDate lastDay) {
        if (!lastDay.isAfter(calendar.today())
                || lastDay.isAfter(calendar.today().plusDays(LONGEST_PERIOD))) {
            return Answer.invalid(
                    "The period's last day must lie ahead, by %d days at most.".formatted(LONGEST_PERIOD));
        }
        return locks.fulfillment(id)
                .map(fulfillment -> setPeriod(fulfillment, lastDay))
                .orElseGet(() -> Answer.unknown("There is no fulfillment %d.".formatted(id)));
    }

    private Answer<Fulfillment> setPeriod(Fulfillment fulfillment, LocalDate lastDay) {
        if (lastDay.equals(fulfillment.periodEndsOn)) {
            return Answer.doneBefore(fulfillment);
        }
        if (!maySetPeriod(fulfillment)) {
            return Answer.conflict("No additional period can be set for it.");
        }
        fulfillment.periodEndsOn = lastDay;
        proof.write(
                fulfillment.id,
                What.PERIOD_SET,
                Fulfilling.CUSTOMER,
                "Sets an additional period: it has to be delivered by %s.".formatted(lastDay));
        events.publishEvent(new PeriodSet(fulfillment));
        return Answer.done(fulfillment);
    }
}
