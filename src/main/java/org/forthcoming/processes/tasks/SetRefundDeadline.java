package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.DAYS;
import static org.forthcoming.processes.ModelContract.REFUND_ID;
import static org.forthcoming.processes.ModelContract.WORKING_DAYS;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Refunds;
import org.springframework.stereotype.Component;

/** Remembers by which day the money must be back, as the decision table says. */
@Component
class SetRefundDeadline implements JavaDelegate {

    private final Refunds refunds;

    SetRefundDeadline(Refunds refunds) {
        this.refunds = refunds;
    }

    @Override
    public void execute(DelegateExecution step) {
        refunds.due(REFUND_ID.get(step), DAYS.take(step), WORKING_DAYS.take(step));
    }
}
