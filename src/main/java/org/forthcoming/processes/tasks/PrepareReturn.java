package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillments;
import org.springframework.stereotype.Component;

/** Tells support what a customer sends back after a withdrawal. */
@Component
class PrepareReturn implements TaskListener {

    private final Fulfillments fulfillments;
    private final TaskNotes notes;
    private final ShopCalendar calendar;

    PrepareReturn(Fulfillments fulfillments, TaskNotes notes, ShopCalendar calendar) {
        this.notes = notes;
        this.fulfillments = fulfillments;
        this.calendar = calendar;
    }

    @Override
    public void notify(DelegateTask task) {
        var fulfillment = fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow();
        var note = notes.about(fulfillment.order())
                .fact(
                        "Withdrawn on",
                        calendar.dayOf(fulfillment.withdrawnAt().orElseThrow()).toString())
                .shipment(fulfillment)
                .goods(fulfillment);
        ABOUT.setLocal(task, notes.history(note, fulfillment).toString());
    }
}
