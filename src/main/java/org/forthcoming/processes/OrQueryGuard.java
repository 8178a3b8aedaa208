package org.forthcoming.processes;

import java.util.ArrayList;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.stereotype.Component;

/**
 * Refuses, within the engine, what {@link ExpressionGuard} refuses at its doors: whatever way a task query with
 * expressions in its or-parts takes, stored filters included, it is not run (CVE-2026-109432).
 */
@Component
class OrQueryGuard extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPreCommandInterceptorsTxRequired(with(engine.getCustomPreCommandInterceptorsTxRequired()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(
                with(engine.getCustomPreCommandInterceptorsTxRequiresNew()));
    }

    private static ArrayList<CommandInterceptor> with(java.util.List<CommandInterceptor> others) {
        var all = new ArrayList<CommandInterceptor>();
        all.add(new Guard());
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    private static class Guard extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            if (command instanceof TaskQueryImpl query
                    && query.getQueries().stream()
                            .anyMatch(part -> part.isOrQueryActive()
                                    && !part.getExpressions().isEmpty())) {
                throw new BadUserRequestException("A query's or-parts must not hold expressions.");
            }
            return next.execute(command);
        }
    }
}
