package org.forthcoming.processes;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
import org.springframework.jdbc.core.RowMapper;
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
    private static final String OPEN = " from ACT_RU_JOB where RETRIES_ > 0 and SUSPENSION_STATE_ = 1";
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
        var retry = nextRetry(target);
        for (var next = next(target, retry, stuck); next.isPresent(); next = next(target, retry, stuck)) {
            var due = next.get();
            if (due.at().isAfter(clock.instant())) {
                clock.moveTo(due.at());
            }
            var failed = !ran(due);
            if (failed && isStillDue(due)) {
                stuck.add(due.job());
            }
            if (failed || retry.filter(due::equals).isPresent()) {
                retry = nextRetry(target);
            }
        }
    }

    private boolean ran(Due due) {
        try {
            jobs.executeJob(due.job());
            return true;
        } catch (RuntimeException e) {
            // The engine has noted it with the job, counted its retries down, and raised an incident after the last.
            LOG.warn("Job {} failed while the clock was moved: {}", due.job(), e.toString());
            return false;
        }
    }

    private Optional<Due> next(Instant target, Optional<Due> retry, Set<String> stuck) {
        var sql = "select ID_, DUEDATE_ as DUE" + OPEN + " and DUEDATE_ <= ?"
                + " and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= ?)" + without(stuck)
                + " order by DUEDATE_ fetch first 1 rows only";
        var first = database.query(sql, row(), Timestamp.from(target), Timestamp.from(clock.instant())).stream()
                .findFirst();
        return retry.filter(again ->
                        first.isEmpty() || again.at().isBefore(first.get().at()))
                .or(() -> first);
    }

    /** A failed job is locked until it is tried again. Few are, and no index knows them: looked up only after a failure. */
    private Optional<Due> nextRetry(Instant target) {
        var sql = "select ID_, LOCK_EXP_TIME_ as DUE" + OPEN
                + " and DUEDATE_ <= ? and LOCK_EXP_TIME_ > ? and LOCK_EXP_TIME_ <= ?"
                + " order by LOCK_EXP_TIME_ fetch first 1 rows only";
        return database
                .query(sql, row(), Timestamp.from(target), Timestamp.from(clock.instant()), Timestamp.from(target))
                .stream()
                .findFirst();
    }

    /** Whether it was not even put off, so that it would come first again and again. */
    private boolean isStillDue(Due due) {
        return !database.queryForList(
                        "select ID_" + OPEN + " and ID_ = ? and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= ?)",
                        String.class,
                        due.job(),
                        Timestamp.from(clock.instant()))
                .isEmpty();
    }

    private static String without(Set<String> stuck) {
        return stuck.isEmpty() ? "" : " and ID_ not in ('" + String.join("', '", List.copyOf(stuck)) + "')";
    }

    private static RowMapper<Due> row() {
        return (row, number) ->
                new Due(row.getString("ID_"), row.getTimestamp("DUE").toInstant());
    }
}
