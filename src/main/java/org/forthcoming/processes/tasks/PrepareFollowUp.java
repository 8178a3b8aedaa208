package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.Fulfillments;
import org.springframework.stereotype.Component;

/** Tells support what the customer was not happy with. */
@Component
class PrepareFollowUp implements TaskListener {

    private final Fulfillments fulfillments;
    private final TaskNotes notes;

    PrepareFollowUp(Fulfillments fulfillments, TaskNotes notes) {
        this.notes = notes;
        this.fulfillments = fulfillments;
    }

    @Override
    public void notify(DelegateTask task) {
        var fulfillment = fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow();
        var note = notes.about(fulfillment.order())
                .fact("Rating", fulfillment.rating().orElseThrow() + " of 5")
                .quote(fulfillment.comment().orElse("(no words)"))
                .promise(fulfillment)
                .goods(fulfillment);
        ABOUT.setLocal(task, notes.history(note, fulfillment).toString());
    }
}
