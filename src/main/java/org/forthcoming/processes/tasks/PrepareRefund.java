package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.REFUNDED_AMOUNT;
import static org.forthcoming.processes.ModelContract.REFUNDED_ON;
import static org.forthcoming.processes.ModelContract.REFUND_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Refunds;
import org.springframework.stereotype.Component;

/** Tells finance how much has to go back to whom by when, and presets what is due. */
@Component
class PrepareRefund implements TaskListener {

    private final Fulfillments fulfillments;
    private final Refunds refunds;
    private final TaskNotes notes;
    private final ShopCalendar calendar;

    PrepareRefund(Fulfillments fulfillments, Refunds refunds, TaskNotes notes, ShopCalendar calendar) {
        this.notes = notes;
        this.fulfillments = fulfillments;
        this.refunds = refunds;
        this.calendar = calendar;
    }

    @Override
    public void notify(DelegateTask task) {
        var fulfillment = fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow();
        var refund = refunds.refund(REFUND_ID.get(task));
        var note = notes.about(fulfillment.order())
                .fact("To refund", refund.amount().toString())
                .fact("By", refund.dueOn().orElseThrow().toString())
                .fact("Canceled on", calendar.dayOf(refund.canceledAt()).toString())
                .fact("Payment", notes.payment(fulfillment.order()))
                .fact("Law profile", fulfillment.lawProfile().name())
                .goods(fulfillment);
        ABOUT.setLocal(task, notes.history(note, fulfillment).toString());
        // The day is that on which somebody takes the task. Of the process, not of the task: what is entered must
        // replace them.
        REFUNDED_AMOUNT.set(task.getExecution(), refund.amount().getAmount().toPlainString());
        REFUNDED_ON.set(task.getExecution(), calendar.today().toString());
    }
}
