package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.REFUNDED_AMOUNT;
import static org.forthcoming.processes.ModelContract.REFUNDED_ON;
import static org.forthcoming.processes.ModelContract.REFUND_ID;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Refunds;
import org.springframework.stereotype.Component;

/** Records the refund that finance reported in its task. */
@Component
class RecordRefund implements JavaDelegate {

    private final Refunds refunds;

    RecordRefund(Refunds refunds) {
        this.refunds = refunds;
    }

    @Override
    public void execute(DelegateExecution step) {
        REFUNDED_AMOUNT.take(step);
        refunds.refunded(REFUND_ID.get(step), LocalDate.parse(REFUNDED_ON.take(step)), Actor.of(step));
    }
}
