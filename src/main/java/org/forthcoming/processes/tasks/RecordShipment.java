package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.CARRIER;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.REPORTED;
import static org.forthcoming.processes.ModelContract.TRACKING_NUMBER;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Records the shipment that the warehouse reported in its task; a door records its own. */
@Component
class RecordShipment implements JavaDelegate {

    private final Fulfilling fulfilling;

    RecordShipment(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        if (REPORTED.get(step) == null) {
            fulfilling.shipped(
                    FULFILLMENT_ID.get(step), CARRIER.take(step), TRACKING_NUMBER.take(step), Actor.of(step));
        }
    }
}
