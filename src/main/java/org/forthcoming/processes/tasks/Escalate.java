package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.GROUP;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts the open tasks of this process before all that is not overdue, and gives them to one more group, if one is named. */
@Component
class Escalate implements JavaDelegate {

    private static final int OVERDUE = 100;

    private final TaskService tasks;

    Escalate(TaskService tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution step) {
        var group = GROUP.get(step);
        for (var task : tasks.createTaskQuery()
                .processInstanceId(step.getProcessInstanceId())
                .list()) {
            tasks.setPriority(task.getId(), OVERDUE);
            if (group != null) {
                tasks.addCandidateGroup(task.getId(), group);
            }
        }
    }
}
