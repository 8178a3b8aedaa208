package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Makes the earlier day, of which the customer was told, the promised one. */
@Component
class PromiseEarlierDay implements JavaDelegate {

    private final Fulfilling fulfilling;

    PromiseEarlierDay(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        fulfilling.rePromise(FULFILLMENT_ID.get(step));
    }
}
