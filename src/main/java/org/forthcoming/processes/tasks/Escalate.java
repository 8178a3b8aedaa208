package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.GROUP;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the open tasks of this process to one more group, before all that is not overdue. */
@Component
class Escalate implements JavaDelegate {

    private static final int OVERDUE = 100;

    private final TaskService tasks;

    Escalate(TaskService tasks) {
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution step) {
        for (var task : tasks.createTaskQuery()
                .processInstanceId(step.getProcessInstanceId())
                .list()) {
            tasks.addCandidateGroup(task.getId(), GROUP.get(step));
            tasks.setPriority(task.getId(), OVERDUE);
        }
    }
}
