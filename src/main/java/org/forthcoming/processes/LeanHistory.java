package org.forthcoming.processes;

import java.util.Set;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * Keeps what somebody will look up: where a fulfillment waited, on what and how long. Each row left out is one less per
 * order: what is done at once, and what became of a mail or a batch of allocation, stands in the product's own tables.
 */
class LeanHistory extends DbHistoryEventHandler {

    private static final Set<String> TECHNICAL = Set.of(
            ModelContract.MAIL,
            ModelContract.ALLOCATION,
            ModelContract.REPROMISING,
            ModelContract.DELAY_WATCH,
            ModelContract.DAY_WATCH);

    private static final Set<String> DONE_AT_ONCE = Set.of(
            ActivityTypes.START_EVENT,
            ActivityTypes.START_EVENT_MESSAGE,
            ActivityTypes.START_EVENT_TIMER,
            ActivityTypes.TASK_SERVICE,
            ActivityTypes.TASK_SEND_TASK,
            ActivityTypes.END_EVENT_NONE,
            ActivityTypes.END_EVENT_TERMINATE,
            ActivityTypes.GATEWAY_EXCLUSIVE,
            ActivityTypes.GATEWAY_EVENT_BASED,
            ActivityTypes.SUB_PROCESS);

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!isSuperfluous(event)) {
            super.handleEvent(event);
        }
    }

    private static boolean isSuperfluous(HistoryEvent event) {
        if (event instanceof HistoricActivityInstanceEventEntity activity) {
            return TECHNICAL.contains(activity.getProcessDefinitionKey())
                    || activity.getActivityType() != null && DONE_AT_ONCE.contains(activity.getActivityType());
        }
        return event instanceof HistoricProcessInstanceEventEntity instance
                && TECHNICAL.contains(instance.getProcessDefinitionKey());
    }
}
