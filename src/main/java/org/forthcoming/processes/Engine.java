package org.forthcoming.processes;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs our own calls to the engine: without asking whether the present user may do so, because the doors have asked
 * already, and as one command, so that however many instances it touches are written in one flush.
 */
@Component
public class Engine {

    private final ObjectProvider<ProcessEngineConfigurationImpl> configuration;

    Engine(ObjectProvider<ProcessEngineConfigurationImpl> configuration) {
        this.configuration = configuration;
    }

    <T> T call(Callable<T> work) {
        return configuration
                .getObject()
                .getCommandExecutorTxRequired()
                .execute(command -> command.runWithoutAuthorization(work));
    }

    /** The same in a transaction of its own, whatever becomes of the one that runs now. */
    public <T> T callAnew(Callable<T> work) {
        return configuration
                .getObject()
                .getCommandExecutorTxRequiresNew()
                .execute(command -> command.runWithoutAuthorization(work));
    }

    void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
