package org.forthcoming.processes;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the engine needs to know of us before it is built, and can't be said in application.yaml. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@DependsOnDatabaseInitialization
class EngineSetup extends AbstractProcessEnginePlugin {

    private final ApplicationContext beans;
    private final MailIncidents mailIncidents;
    private final MailJobs mailJobs;
    private final UserTasks userTasks;
    private final DaysSince daysSince;

    EngineSetup(
            ApplicationContext beans,
            MailIncidents mailIncidents,
            MailJobs mailJobs,
            UserTasks userTasks,
            DaysSince daysSince) {
        this.beans = beans;
        this.mailIncidents = mailIncidents;
        this.mailJobs = mailJobs;
        this.userTasks = userTasks;
        this.daysSince = daysSince;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        ((SpringProcessEngineConfiguration) engine).setBeans(new BeansOfModels());
        engine.setHistoryEventHandler(new LeanHistory());
        engine.setCustomIncidentHandlers(List.of(mailIncidents));
        engine.setCustomJobHandlers(List.of(mailJobs));
        engine.setFailedJobCommandFactory(mailJobs);
        engine.setCustomPreVariableSerializers(List.of(daysSince));
        engine.setCustomSessionFactories(List.of(new LeanSubscriptions()));
        engine.setResourceAuthorizationProvider(new TaskGrants());
        var listeners = engine.getCustomPostBPMNParseListeners() == null
                ? new ArrayList<org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener>()
                : new ArrayList<>(engine.getCustomPostBPMNParseListeners());
        listeners.add(userTasks);
        engine.setCustomPostBPMNParseListeners(listeners);
    }

    /** Expressions see the beans that the contract names, not the whole application. */
    private class BeansOfModels extends AbstractMap<Object, Object> {

        @Override
        public boolean containsKey(Object name) {
            return name instanceof String text && ModelContract.isBean(text) && beans.containsBean(text);
        }

        @Override
        public Object get(Object name) {
            return containsKey(name) ? beans.getBean((String) name) : null;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return Set.of();
        }
    }
}
