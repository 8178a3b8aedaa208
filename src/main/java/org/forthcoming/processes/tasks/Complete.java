package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Notes that nothing is left to do for the fulfillment. */
@Component
class Complete implements JavaDelegate {

    private final Fulfilling fulfilling;

    Complete(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        fulfilling.completed(FULFILLMENT_ID.get(step));
    }
}
