package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.LEFT;
import static org.forthcoming.processes.ModelContract.REASON;
import static org.forthcoming.processes.ModelContract.SKU;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.LateOrders;
import org.springframework.stereotype.Component;

/** Cancels the next of those who wait for the SKU without a day. */
@Component
class CancelNextLateOrders implements JavaDelegate {

    private final LateOrders lateOrders;
    private final InBatches batches;

    CancelNextLateOrders(LateOrders lateOrders, InBatches batches) {
        this.lateOrders = lateOrders;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(
                step, batches.next(step, () -> lateOrders.cancelNext(SKU.get(step), REASON.get(step), Actor.of(step))));
    }
}
