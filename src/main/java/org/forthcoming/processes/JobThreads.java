package org.forthcoming.processes;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The threads that run the engine's jobs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "camunda.bpm.job-execution", name = "enabled", matchIfMissing = true)
class JobThreads {

    private static final Logger LOG = LoggerFactory.getLogger(JobThreads.class);

    /** So long a mail server may keep us waiting, and as long may a job run before its lock runs out. */
    private static final int SAFETY = 3;

    private static final int MOST_FINISHING_SECONDS = 25;

    /**
     * Finishes on shutdown what was begun; the engine's own executor would leave queued jobs locked until their lock
     * expires. Asks for the data source so that it is closed before it.
     */
    @Bean
    ThreadPoolTaskExecutor camundaTaskExecutor(CamundaBpmProperties engine, Environment settings, DataSource database) {
        var lockMillis = engine.getJobExecution().getLockTimeInMillis();
        var mailMillis = Stream.of("connectiontimeout", "timeout", "writetimeout")
                .mapToLong(name -> settings.getProperty("spring.mail.properties.mail.smtp." + name, Long.class, 0L))
                .sum();
        if (lockMillis < SAFETY * mailMillis) {
            LOG.warn(
                    "The engine locks a job for {} s only, while a mail server may keep one waiting for {} s: another node"
                            + " might send the same mail again. Set camunda.bpm.job-execution.lock-time-in-millis to {} or"
                            + " more.",
                    lockMillis / 1000,
                    mailMillis / 1000,
                    SAFETY * mailMillis);
        }
        var executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("job-");
        executor.setCorePoolSize(engine.getJobExecution().getCorePoolSize());
        executor.setMaxPoolSize(engine.getJobExecution().getMaxPoolSize());
        executor.setQueueCapacity(engine.getJobExecution().getQueueCapacity());
        executor.setWaitForTasksToCompleteOnShutdown(true);
        // Shorter than the jobs' lock: after it another node may take them.
        executor.setAwaitTerminationSeconds(Math.max(1, Math.min(MOST_FINISHING_SECONDS, lockMillis / 2000)));
        return executor;
    }
}
