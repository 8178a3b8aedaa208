package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.DECIDED_BY;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.forthcoming.orders.Fulfilling;

/** Who makes a process go on: the user who completes its task, or did so before a save point, or nobody but the process itself. */
final class Actor {

    private Actor() {}

    static String of(DelegateExecution step) {
        var user = step.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (user != null) {
            return user.getUserId();
        }
        return Optional.ofNullable(DECIDED_BY.get(step)).orElse(Fulfilling.FORTHCOMING);
    }
}
