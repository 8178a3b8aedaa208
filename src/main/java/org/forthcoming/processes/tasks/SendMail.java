package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ADDRESS_CHANGED;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.NOTICE;
import static org.forthcoming.processes.ModelContract.QUESTION_ID;
import static org.forthcoming.processes.ModelContract.REFUND_ID;
import static org.forthcoming.processes.ModelContract.TOLD;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Notice;
import org.springframework.stereotype.Component;

/** Queues the mail to the customer that the diagram names, and says whether there is one. */
@Component
class SendMail implements JavaDelegate {

    private final Mailing mailing;
    private final ShopCalendar calendar;

    SendMail(Mailing mailing, ShopCalendar calendar) {
        this.mailing = mailing;
        this.calendar = calendar;
    }

    @Override
    public void execute(DelegateExecution step) {
        var notice = Notice.named(NOTICE.get(step));
        var mail = mailing.queue(notice, FULFILLMENT_ID.get(step), occasion(notice, step));
        TOLD.setLocal(step, mail.isPresent());
    }

    /** What tells two mails of the same notice apart: some go out once, some once a day, as the shop's own, some for each change. */
    private String occasion(Notice notice, DelegateExecution step) {
        var refund = REFUND_ID.get(step);
        return switch (notice.name()) {
            case "STILL_WAITING" -> calendar.today().toString();
            case "CANCELED", "REFUNDED" -> refund == null ? "" : refund.toString();
            case "QUESTION_RECEIVED", "QUESTION_ANSWERED" ->
                QUESTION_ID.get(step).toString();
            case "ORDER_CHANGED" -> refund == null ? change(step) : refund.toString();
            default -> notice.isShopsOwn() ? calendar.today().toString() : "";
        };
    }

    private static String change(DelegateExecution step) {
        var address = Boolean.TRUE.equals(ADDRESS_CHANGED.get(step));
        return (address ? Mail.ADDRESS : "") + step.getActivityInstanceId();
    }
}
