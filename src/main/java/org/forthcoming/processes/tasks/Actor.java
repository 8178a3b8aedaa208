package org.forthcoming.processes.tasks;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.forthcoming.orders.Fulfilling;

/** Who makes a process go on: the user who completed its task, or nobody but the process itself. */
final class Actor {

    private Actor() {}

    static String of(DelegateExecution step) {
        var user = step.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        return user == null ? Fulfilling.FORTHCOMING : user.getUserId();
    }
}
