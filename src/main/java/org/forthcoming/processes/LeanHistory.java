package org.forthcoming.processes;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * Keeps what somebody will look up: which steps and waits a fulfillment went through. Each row left out is one less per
 * order: gateways do nothing, and what became of a mail or a batch stands in the product's own tables.
 */
class LeanHistory extends DbHistoryEventHandler {

    private static final Set<String> TECHNICAL =
            Set.of(ModelContract.MAIL, ModelContract.ALLOCATION, ModelContract.REPROMISING);

    @Override
    public void handleEvent(HistoryEvent event) {
        if (!isSuperfluous(event)) {
            super.handleEvent(event);
        }
    }

    private static boolean isSuperfluous(HistoryEvent event) {
        if (event instanceof HistoricActivityInstanceEventEntity activity) {
            return TECHNICAL.contains(activity.getProcessDefinitionKey())
                    || activity.getActivityType() != null
                            && activity.getActivityType().endsWith("Gateway");
        }
        return event instanceof HistoricProcessInstanceEventEntity instance
                && TECHNICAL.contains(instance.getProcessDefinitionKey());
    }
}
