package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ADDRESS_REFUSED;
import static org.forthcoming.processes.ModelContract.MAIL_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mailing.Outcome;
import org.springframework.stereotype.Component;

/** Hands one queued mail to the mail server. */
@Component
class DeliverMail implements JavaDelegate {

    private final Mailing mailing;

    DeliverMail(Mailing mailing) {
        this.mailing = mailing;
    }

    @Override
    public void execute(DelegateExecution step) {
        ADDRESS_REFUSED.set(step, mailing.send(MAIL_ID.get(step)) == Outcome.ADDRESS_REFUSED);
    }
}
