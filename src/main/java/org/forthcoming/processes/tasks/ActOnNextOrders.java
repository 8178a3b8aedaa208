package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ACT_ID;
import static org.forthcoming.processes.ModelContract.LEFT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.MassActs;
import org.springframework.stereotype.Component;

/** Does what a mass act is about to the next of those whom it touches. */
@Component
class ActOnNextOrders implements JavaDelegate {

    private final MassActs acts;
    private final Mails mails;
    private final InBatches batches;

    ActOnNextOrders(MassActs acts, Mails mails, InBatches batches) {
        this.acts = acts;
        this.mails = mails;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(step, batches.next(step, () -> acts.actOnNext(ACT_ID.get(step), mails::heardOf)));
    }
}
