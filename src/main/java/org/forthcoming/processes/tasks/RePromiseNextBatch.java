package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.CURSOR;
import static org.forthcoming.processes.ModelContract.SKU;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Releases;
import org.springframework.stereotype.Component;

/** Brings a new release day to one more batch of the customers who wait for a SKU. */
@Component
class RePromiseNextBatch implements JavaDelegate {

    private final Releases releases;

    RePromiseNextBatch(Releases releases) {
        this.releases = releases;
    }

    @Override
    public void execute(DelegateExecution step) {
        CURSOR.set(step, releases.rePromiseNext(SKU.get(step), CURSOR.get(step)).orElse(null));
    }
}
