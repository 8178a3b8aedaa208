package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Notes that the fulfillment waits for its goods. */
@Component
class AwaitStock implements JavaDelegate {

    private final Fulfilling fulfilling;

    AwaitStock(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        fulfilling.awaitStock(FULFILLMENT_ID.get(step));
    }
}
