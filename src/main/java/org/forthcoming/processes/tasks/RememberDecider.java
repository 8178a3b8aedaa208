package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.DECIDED_BY;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps who has decided for the steps behind a save point, where nobody is signed in any more. */
@Component
class RememberDecider implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        var user = task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (user != null) {
            DECIDED_BY.set(task.getExecution(), user.getUserId());
        }
    }
}
