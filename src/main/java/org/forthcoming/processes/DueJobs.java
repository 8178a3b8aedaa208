package org.forthcoming.processes;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.forthcoming.calendar.ClockAdvanceRequested;
import org.forthcoming.calendar.ShopClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes the clock ahead from one due job to the next and runs each at its time, so that months pass as they would have
 * by themselves, only faster. Each job is a transaction of its own; the job threads rest meanwhile.
 */
@Component
class DueJobs {

    private static final Logger LOG = LoggerFactory.getLogger(DueJobs.class);
    private static final String DUE =
            "select ID_, DUEDATE_ from ACT_RU_JOB where DUEDATE_ <= ? and RETRIES_ > 0 and SUSPENSION_STATE_ = 1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ShopClock clock;
    private final JdbcTemplate database;
    private final ManagementService jobs;
    private final IdentityService identity;
    private final ProcessEngineConfigurationImpl engine;
    private final Optional<ThreadPoolTaskExecutor> threads;

    DueJobs(
            ShopClock clock,
            JdbcTemplate database,
            ManagementService jobs,
            IdentityService identity,
            ProcessEngineConfigurationImpl engine,
            @Qualifier("camundaTaskExecutor") Optional<ThreadPoolTaskExecutor> threads) {
        this.clock = clock;
        this.database = database;
        this.jobs = jobs;
        this.identity = identity;
        this.engine = engine;
        this.threads = threads;
    }

    private record Due(String job, Instant at) {}

    @EventListener
    void on(ClockAdvanceRequested request) throws InterruptedException {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The clock is not moved within a transaction: every job needs its own.");
        }
        var executor = engine.getJobExecutor();
        var wasActive = executor.isActive();
        var user = identity.getCurrentAuthentication();
        try {
            // What becomes due does so by itself, not because of who moves the clock.
            identity.clearAuthentication();
            if (wasActive) {
                executor.shutdown();
                awaitRunningJobs();
            }
            runUntil(request.target());
        } finally {
            identity.setAuthentication(user);
            if (wasActive) {
                executor.start();
            }
        }
    }

    private void awaitRunningJobs() throws InterruptedException {
        if (threads.isEmpty()) {
            return;
        }
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var pool = threads.get().getThreadPoolExecutor();
        while (pool.getActiveCount() > 0 || !pool.getQueue().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The clock was not moved: jobs are still running.");
            }
            Thread.sleep(10);
        }
    }

    private void runUntil(Instant target) {
        var stuck = new HashSet<String>();
        for (var next = next(target, stuck); next.isPresent(); next = next(target, stuck)) {
            var due = next.get();
            if (due.at().isAfter(clock.instant())) {
                clock.moveTo(due.at());
            }
            if (!ran(due) && isStillDue(due)) {
                stuck.add(due.job());
            }
        }
    }

    private boolean ran(Due due) {
        try {
            jobs.executeJob(due.job());
            return true;
        } catch (RuntimeException e) {
            // The engine has put it off and counted its retries down, and raises an incident after the last.
            LOG.warn("Job {} failed while the clock was moved: {}", due.job(), e.toString());
            return false;
        }
    }

    /** Time flows on meanwhile, so what the last job left to do may be due a little after the target. */
    private Optional<Due> next(Instant target, Set<String> stuck) {
        var now = clock.instant();
        var until = target.isAfter(now) ? target : now;
        var others = stuck.isEmpty() ? "" : " and ID_ not in ('" + String.join("', '", stuck) + "')";
        return database
                .query(
                        DUE + others + " order by DUEDATE_ fetch first 1 rows only",
                        (row, number) -> new Due(
                                row.getString("ID_"),
                                row.getTimestamp("DUEDATE_").toInstant()),
                        Timestamp.from(until))
                .stream()
                .findFirst();
    }

    /** Whether it was not even put off, so that it would come first again and again. */
    private boolean isStillDue(Due due) {
        return !database.queryForList(DUE + " and ID_ = ?", Timestamp.from(clock.instant()), due.job())
                .isEmpty();
    }
}
