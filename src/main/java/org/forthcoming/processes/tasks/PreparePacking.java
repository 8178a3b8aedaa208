package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.springframework.stereotype.Component;

/** Tells the warehouse what to pack, for whom and by when. */
@Component
public class PreparePacking implements TaskListener {

    private final Fulfillments fulfillments;
    private final TaskNotes notes;

    PreparePacking(Fulfillments fulfillments, TaskNotes notes) {
        this.notes = notes;
        this.fulfillments = fulfillments;
    }

    @Override
    public void notify(DelegateTask task) {
        ABOUT.setLocal(
                task, note(fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow()));
    }

    /** What the task says; said anew when the customer lowers a quantity while it lies there to be packed. */
    public String note(Fulfillment fulfillment) {
        var note = notes.about(fulfillment.order())
                .deliverTo(fulfillment.order())
                .promise(fulfillment)
                .goods(fulfillment);
        return notes.history(note, fulfillment).toString();
    }
}
