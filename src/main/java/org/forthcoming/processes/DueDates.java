package org.forthcoming.processes;

import java.time.LocalDate;
import java.util.Date;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Refunds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When user tasks are due. */
@Component
@Transactional(readOnly = true)
public class DueDates {

    private final Fulfillments fulfillments;
    private final Refunds refunds;
    private final ShopCalendar calendar;

    DueDates(Fulfillments fulfillments, Refunds refunds, ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.refunds = refunds;
        this.calendar = calendar;
    }

    /**
     * On the day by which it was promised to ship, or on the next working day when that has passed or none was promised; no
     * later than the end of a period that the customer has set.
     */
    public Date onPromisedDay(long fulfillmentId) {
        var fulfillment = fulfillments.findById(fulfillmentId).orElseThrow();
        var today = calendar.today();
        var due = fulfillment
                .promisedOn()
                .filter(day -> !day.isBefore(today))
                .orElseGet(() -> calendar.plusWorkingDays(today, 1));
        return on(fulfillment
                .periodEndsOn()
                .filter(day -> !day.isBefore(today) && day.isBefore(due))
                .orElse(due));
    }

    public Date inWorkingDays(int workingDays) {
        return on(calendar.plusWorkingDays(calendar.today(), workingDays));
    }

    /** On the day by which the money must be back. */
    public Date ofRefund(long refundId) {
        return on(refunds.refund(refundId).dueOn().orElseThrow());
    }

    private Date on(LocalDate day) {
        return Date.from(calendar.taskDue(day));
    }
}
