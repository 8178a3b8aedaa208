package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.CURSOR;
import static org.forthcoming.processes.ModelContract.SKU;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Goes through one more batch of the customers who wait for a SKU. */
@Component
class AllocateNextBatch implements JavaDelegate {

    private final Inventory inventory;

    AllocateNextBatch(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public void execute(DelegateExecution step) {
        CURSOR.set(step, inventory.allocateNext(SKU.get(step), CURSOR.get(step)).orElse(null));
    }
}
