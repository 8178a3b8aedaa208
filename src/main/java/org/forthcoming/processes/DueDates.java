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

    /** On the day by which it was promised to ship; on the next working day when that has passed or none was promised. */
    public Date onPromisedDay(long fulfillmentId) {
        var promised = fulfillments.findById(fulfillmentId).orElseThrow().promisedOn();
        return promised.filter(day -> !day.isBefore(calendar.today()))
                .map(this::on)
                .orElseGet(() -> inWorkingDays(1));
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
