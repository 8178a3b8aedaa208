package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.LEFT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Lateness;
import org.springframework.stereotype.Component;

/** Tells the next of those who are promised for tomorrow and not packed yet. */
@Component
class TellPackingLate implements JavaDelegate {

    private final Lateness lateness;
    private final Mails mails;

    TellPackingLate(Lateness lateness, Mails mails) {
        this.lateness = lateness;
        this.mails = mails;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(step, lateness.tellPackingLate(mails::heardOf));
    }
}
