package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.PROMISED_ON;
import static org.forthcoming.processes.ModelContract.REASON;
import static org.forthcoming.processes.ModelContract.SKU;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.LateOrders;
import org.springframework.stereotype.Component;

/** Promises the day that operations have decided on to all that wait for the SKU without one. */
@Component
class SetNewDay implements JavaDelegate {

    private final LateOrders lateOrders;

    SetNewDay(LateOrders lateOrders) {
        this.lateOrders = lateOrders;
    }

    @Override
    public void execute(DelegateExecution step) {
        lateOrders.newDay(SKU.get(step), LocalDate.parse(PROMISED_ON.get(step)), REASON.get(step), Actor.of(step));
    }
}
