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
    private final InBatches batches;

    TellPackingLate(Lateness lateness, Mails mails, InBatches batches) {
        this.lateness = lateness;
        this.mails = mails;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(step, batches.next(step, () -> lateness.tellPackingLate(mails::heardOf)));
    }
}
