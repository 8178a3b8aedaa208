package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.LEFT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Lateness;
import org.springframework.stereotype.Component;

/** Looks at the next of what has become late because a day began. */
@Component
class FindLateness implements JavaDelegate {

    private final Lateness lateness;
    private final InBatches batches;

    FindLateness(Lateness lateness, InBatches batches) {
        this.lateness = lateness;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(step, batches.next(step, lateness::findNext));
    }
}
