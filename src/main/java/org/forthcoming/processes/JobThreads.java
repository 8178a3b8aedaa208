package org.forthcoming.processes;

import javax.sql.DataSource;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The threads that run the engine's jobs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "camunda.bpm.job-execution", name = "enabled", matchIfMissing = true)
class JobThreads {

    /** Shorter than the jobs' lock time: after it another node may take them. */
    private static final int FINISHING_SECONDS = 25;

    /**
     * Finishes on shutdown what was begun; the engine's own executor would leave queued jobs locked until their lock
     * expires. Asks for the data source so that it is closed before it.
     */
    @Bean
    ThreadPoolTaskExecutor camundaTaskExecutor(CamundaBpmProperties engine, DataSource database) {
        var executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("job-");
        executor.setCorePoolSize(engine.getJobExecution().getCorePoolSize());
        executor.setMaxPoolSize(engine.getJobExecution().getMaxPoolSize());
        executor.setQueueCapacity(engine.getJobExecution().getQueueCapacity());
        executor.setWaitForTasksToCompleteOnShutdown(true);
        executor.setAwaitTerminationSeconds(FINISHING_SECONDS);
        return executor;
    }
}
