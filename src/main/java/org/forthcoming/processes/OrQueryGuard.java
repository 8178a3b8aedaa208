package org.forthcoming.processes;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

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

    private static ArrayList<CommandInterceptor> with(List<CommandInterceptor> others) {
        var all = new ArrayList<CommandInterceptor>();
        all.add(new Guard());
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    private static class Guard extends CommandInterceptor {

        // A filter's queries are run without a command of their own, and these fields have no getters.
        private static final Field EXTENSION = field(AbstractExecuteFilterCmd.class, "extendingQuery");
        private static final Field SAVED = field(SaveFilterCmd.class, "filter");

        @Override
        public <T> T execute(Command<T> command) {
            if (isSuspect(queryOf(command))) {
                throw new BadUserRequestException("A query's or-parts must not hold expressions.");
            }
            return next.execute(command);
        }

        private static Object queryOf(Command<?> command) {
            if (command instanceof AbstractExecuteFilterCmd) {
                return ReflectionUtils.getField(EXTENSION, command);
            }
            if (command instanceof SaveFilterCmd && ReflectionUtils.getField(SAVED, command) instanceof Filter saved) {
                return saved.getQuery();
            }
            return command;
        }

        private static boolean isSuspect(Object candidate) {
            return candidate instanceof TaskQueryImpl query
                    && query.getQueries().stream()
                            .anyMatch(part -> part.isOrQueryActive()
                                    && !part.getExpressions().isEmpty());
        }

        private static Field field(Class<?> type, String name) {
            var field = Objects.requireNonNull(ReflectionUtils.findField(type, name), name);
            field.setAccessible(true);
            return field;
        }
    }
}
