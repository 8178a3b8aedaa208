package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.NOTE;
import static org.forthcoming.processes.ModelContract.REFUND_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Refund;
import org.forthcoming.orders.Rights;
import org.springframework.stereotype.Component;

/** What a customer sent back after a withdrawal is settled: opens the refund. */
@Component
class RecordReturn implements JavaDelegate {

    private final Rights rights;

    RecordReturn(Rights rights) {
        this.rights = rights;
    }

    @Override
    public void execute(DelegateExecution step) {
        var refund = rights.returned(FULFILLMENT_ID.get(step), NOTE.take(step), Actor.of(step));
        REFUND_ID.set(step, refund.map(Refund::id).orElse(null));
    }
}
