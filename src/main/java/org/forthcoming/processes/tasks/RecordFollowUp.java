package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.NOTE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.ProofBook;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.stereotype.Component;

/** Writes into the proof what support did about bad feedback. */
@Component
class RecordFollowUp implements JavaDelegate {

    private final ProofBook proof;

    RecordFollowUp(ProofBook proof) {
        this.proof = proof;
    }

    @Override
    public void execute(DelegateExecution step) {
        proof.write(FULFILLMENT_ID.get(step), What.FOLLOWED_UP, Actor.of(step), "Followed up: " + NOTE.take(step));
    }
}
