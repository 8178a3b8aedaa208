package org.forthcoming.processes;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What holds for every user task of every model: its name tells what it is about, and bad input does not pass. */
@Component
class UserTasks extends AbstractBpmnParseListener {

    private final ObjectProvider<Objections> objections;
    private final ObjectProvider<TaskCards> cards;

    UserTasks(ObjectProvider<Objections> objections, ObjectProvider<TaskCards> cards) {
        this.objections = objections;
        this.cards = cards;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        definition.addTaskListener(TaskListener.EVENTNAME_CREATE, task -> {
            task.setName(task.getName() + " · " + task.getExecution().getProcessBusinessKey());
            cards.getObject().fill(task);
        });
        definition.addTaskListener(TaskListener.EVENTNAME_COMPLETE, task -> {
            if (ModelContract.REPORTED.get(task) == null) {
                refuseBad(task);
            }
        });
    }

    private void refuseBad(DelegateTask task) {
        objections
                .getObject()
                .to(task.getTaskDefinitionKey(), task.getVariables())
                .ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
    }
}
