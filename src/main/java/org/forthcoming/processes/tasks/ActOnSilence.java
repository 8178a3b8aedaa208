package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.REFUND_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Refund;
import org.springframework.stereotype.Component;

/** Takes the customer's silence as what the notice of the delay said it means. */
@Component
class ActOnSilence implements JavaDelegate {

    private final Fulfilling fulfilling;
    private final Mails mails;

    ActOnSilence(Fulfilling fulfilling, Mails mails) {
        this.fulfilling = fulfilling;
        this.mails = mails;
    }

    @Override
    public void execute(DelegateExecution step) {
        var id = FULFILLMENT_ID.get(step);
        var refund = fulfilling.silence(id, mails.delayToldInTime(id));
        REFUND_ID.set(step, refund.map(Refund::id).orElse(null));
    }
}
