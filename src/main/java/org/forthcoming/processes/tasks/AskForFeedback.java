package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Fulfilling;
import org.springframework.stereotype.Component;

/** Notes that the customer was asked for feedback. */
@Component
class AskForFeedback implements JavaDelegate {

    private final Fulfilling fulfilling;

    AskForFeedback(Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
    }

    @Override
    public void execute(DelegateExecution step) {
        fulfilling.feedbackRequested(FULFILLMENT_ID.get(step));
    }
}
