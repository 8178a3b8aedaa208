package org.forthcoming.processes.tasks;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Delays;
import org.springframework.stereotype.Component;

/** Tells one more batch of customers of delays whose changes have settled. */
@Component
class TellNextDelays implements JavaDelegate {

    private final Delays delays;

    TellNextDelays(Delays delays) {
        this.delays = delays;
    }

    @Override
    public void execute(DelegateExecution step) {
        delays.tellNext();
    }
}
