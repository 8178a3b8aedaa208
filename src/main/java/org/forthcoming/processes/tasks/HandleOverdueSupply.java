package org.forthcoming.processes.tasks;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.inventory.Receiving;
import org.springframework.stereotype.Component;

/** Re-pegs whoever counts on the next SKU of which a supply's day has ended before all of it came. */
@Component
class HandleOverdueSupply implements JavaDelegate {

    private final Receiving receiving;

    HandleOverdueSupply(Receiving receiving) {
        this.receiving = receiving;
    }

    @Override
    public void execute(DelegateExecution step) {
        receiving.newlyOverdue().stream().findFirst().ifPresent(receiving::overdue);
    }
}
