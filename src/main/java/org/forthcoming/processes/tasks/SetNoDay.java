package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.REASON;
import static org.forthcoming.processes.ModelContract.SKU;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.LateOrders;
import org.springframework.stereotype.Component;

/** Tells all that wait for the SKU that nobody knows the day, with the reason. */
@Component
class SetNoDay implements JavaDelegate {

    private final LateOrders lateOrders;

    SetNoDay(LateOrders lateOrders) {
        this.lateOrders = lateOrders;
    }

    @Override
    public void execute(DelegateExecution step) {
        lateOrders.noDay(SKU.get(step), REASON.get(step), Actor.of(step));
    }
}
