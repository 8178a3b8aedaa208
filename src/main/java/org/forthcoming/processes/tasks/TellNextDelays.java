package org.forthcoming.processes.tasks;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Delays;
import org.springframework.stereotype.Component;

/** Tells one more batch of customers of delays whose changes have settled. */
@Component
class TellNextDelays implements JavaDelegate {

    private final Delays delays;
    private final Mails mails;
    private final InBatches batches;

    TellNextDelays(Delays delays, Mails mails, InBatches batches) {
        this.delays = delays;
        this.mails = mails;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        batches.next(step, () -> delays.tellNext(mails::heardOf));
    }
}
