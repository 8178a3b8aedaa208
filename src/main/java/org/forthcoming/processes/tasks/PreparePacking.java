package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.Fulfillments;
import org.springframework.stereotype.Component;

/** Tells the warehouse what to pack, for whom and by when. */
@Component
class PreparePacking implements TaskListener {

    private final Fulfillments fulfillments;

    PreparePacking(Fulfillments fulfillments) {
        this.fulfillments = fulfillments;
    }

    @Override
    public void notify(DelegateTask task) {
        var fulfillment = fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow();
        var note = new TaskNote()
                .customer(fulfillment.order())
                .deliverTo(fulfillment.order())
                .promise(fulfillment)
                .goods(fulfillment);
        ABOUT.setLocal(task, note.toString());
    }
}
