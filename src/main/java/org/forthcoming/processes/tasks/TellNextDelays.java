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

    TellNextDelays(Delays delays, Mails mails) {
        this.delays = delays;
        this.mails = mails;
    }

    @Override
    public void execute(DelegateExecution step) {
        delays.tellNext(mails::heardOf);
    }
}
