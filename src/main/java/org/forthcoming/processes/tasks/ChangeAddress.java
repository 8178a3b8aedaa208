package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.EMAIL;
import static org.forthcoming.processes.ModelContract.MAIL_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mailing;
import org.springframework.stereotype.Component;

/** Takes over the address that support has corrected. */
@Component
class ChangeAddress implements JavaDelegate {

    private final Mailing mailing;

    ChangeAddress(Mailing mailing) {
        this.mailing = mailing;
    }

    @Override
    public void execute(DelegateExecution step) {
        mailing.correctAddress(MAIL_ID.get(step), EMAIL.take(step));
    }
}
