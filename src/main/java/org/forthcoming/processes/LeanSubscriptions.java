package org.forthcoming.processes;

import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;

/**
 * Ends the wait for a message without looking for a job that delivers it: only signals are delivered by jobs, and the engine
 * would look with one statement for each of the messages that an order waits for.
 */
class LeanSubscriptions implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
        return EventSubscriptionManager.class;
    }

    @Override
    public Session openSession() {
        return new EventSubscriptionManager() {
            @Override
            public void deleteEventSubscription(EventSubscriptionEntity subscription) {
                if (subscription.isSubscriptionForEventType(EventType.MESSAGE)) {
                    getDbEntityManager().delete(subscription);
                } else {
                    super.deleteEventSubscription(subscription);
                }
            }
        };
    }
}
