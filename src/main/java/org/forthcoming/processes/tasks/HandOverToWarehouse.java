package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Notes that the fulfillment may leave the warehouse and waits to be packed. */
@Component
class HandOverToWarehouse implements JavaDelegate {

    private final Fulfilling fulfilling;

    HandOverToWarehouse(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        fulfilling.readyToShip(List.of(FULFILLMENT_ID.get(step)));
    }
}
