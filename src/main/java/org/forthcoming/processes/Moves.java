package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.forthcoming.calendar.ShopClock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Carries waiting orders over to another version of their process, one by one in the background. */
@Service
public class Moves {

    private static final Pattern INSTANCE = Pattern.compile("process instance '([^']+)'");
    private static final int LISTED = 50;

    private final RolloutMoveBook book;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final Engine engine;
    private final ShopClock clock;

    Moves(
            RolloutMoveBook book,
            RepositoryService repository,
            RuntimeService runtime,
            ManagementService management,
            Engine engine,
            ShopClock clock) {
        this.book = book;
        this.repository = repository;
        this.runtime = runtime;
        this.management = management;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * How far a move has come.
     *
     * @param orders how many were to follow
     * @param done how many have
     * @param leftBehind how many could not when it began
     * @param stopped how many had not when it was ended
     * @param failures what kept others from following, a sentence each
     */
    public record Progress(
            String process,
            int from,
            int to,
            boolean back,
            String by,
            int orders,
            int done,
            int failed,
            int leftBehind,
            int stopped,
            List<String> failures) {

        public boolean goesOn() {
            return done + failed + stopped < orders;
        }
    }

    /** How far the moves of a rollout have come, the first first. */
    @Transactional(readOnly = true)
    public List<Progress> of(long rollout) {
        return book.findByRolloutIdOrderById(rollout).stream()
                .map(this::progress)
                .toList();
    }

    /** Tries those again that failed. */
    @Transactional
    public void tryAgain(long rollout) {
        for (var move : book.findByRolloutIdOrderById(rollout)) {
            engine.run(() -> {
                var batch = move.batchId == null
                        ? null
                        : management.createBatchQuery().batchId(move.batchId).singleResult();
                if (batch != null) {
                    management.setJobRetriesByJobDefinitionId(batch.getBatchJobDefinitionId(), 1);
                }
            });
        }
    }

    /**
     * Ends the moves of these processes that still go on: nobody follows any more into what something else has taken the
     * place of. A step that runs at this moment loses the race, or we do, and whoever does begins anew.
     */
    void end(Collection<String> processes) {
        for (var move : book.findByProcessInAndBatchIdNotNull(processes)) {
            engine.run(() -> {
                var batch = management
                        .createBatchStatisticsQuery()
                        .batchId(move.batchId)
                        .singleResult();
                if (batch != null) {
                    move.stopped = batch.getRemainingJobs();
                    management.deleteBatch(move.batchId, true);
                }
            });
        }
    }

    List<ProcessDefinition> newest(Collection<String> processes) {
        return engine.call(() -> processes.stream()
                .flatMap(process ->
                        repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(process)
                                .latestVersion()
                                .list()
                                .stream())
                .toList());
    }

    /** Lets what waits in older versions follow into these; on the way back only what waits in those taken back. */
    void begin(Rollout rollout, List<ProcessDefinition> made, String by, boolean back) {
        for (var to : made) {
            var older = engine.call(() -> repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(to.getKey())
                    .orderByProcessDefinitionVersion()
                    .desc()
                    .list());
            older.removeIf(from -> from.getVersion() >= to.getVersion());
            if (back) {
                var takenBack = rollout.version(to.getKey()).orElse(to.getVersion() - 1);
                older.removeIf(from -> from.getVersion() < takenBack);
            }
            older.forEach(from -> begin(rollout, from, to, by, back));
        }
    }

    private void begin(Rollout rollout, ProcessDefinition from, ProcessDefinition to, String by, boolean back) {
        var move = engine.call(() -> {
            var all = runtime.createProcessInstanceQuery()
                    .processDefinitionId(from.getId())
                    .list();
            if (all.isEmpty()) {
                return null;
            }
            var plan = runtime.createMigrationPlan(from.getId(), to.getId())
                    .mapEqualActivities()
                    .build();
            var mapped = plan.getInstructions().stream()
                    .map(MigrationInstruction::getSourceActivityId)
                    .toList();
            var stuck = management.createActivityStatisticsQuery(from.getId()).list().stream()
                    .filter(one -> one.getInstances() > 0 && !mapped.contains(one.getId()))
                    .map(one -> one.getId())
                    .toArray(String[]::new);
            var staying = new HashSet<String>();
            if (stuck.length > 0) {
                runtime.createProcessInstanceQuery()
                        .processDefinitionId(from.getId())
                        .activityIdIn(stuck)
                        .list()
                        .forEach(one -> staying.add(one.getId()));
            }
            var ids = new ArrayList<String>();
            all.forEach(one -> {
                if (!staying.contains(one.getId())) {
                    ids.add(one.getId());
                }
            });
            var batch = ids.isEmpty()
                    ? null
                    : runtime.newMigration(plan).processInstanceIds(ids).executeAsync();
            return new RolloutMove(
                    rollout.id,
                    from.getKey(),
                    from.getVersion(),
                    to.getVersion(),
                    batch == null ? null : batch.getId(),
                    ids.size(),
                    staying.size(),
                    by,
                    clock.instant(),
                    back);
        });
        if (move != null) {
            book.save(move);
        }
    }

    private Progress progress(RolloutMove move) {
        return engine.call(() -> {
            var batch = move.batchId == null
                    ? null
                    : management
                            .createBatchStatisticsQuery()
                            .batchId(move.batchId)
                            .singleResult();
            // The engine forgets a batch that is done.
            var failed = batch == null ? 0 : batch.getFailedJobs();
            var done = move.orders - (batch == null ? move.stopped : batch.getRemainingJobs());
            var failures = new ArrayList<String>();
            if (failed > 0) {
                management
                        .createJobQuery()
                        .jobDefinitionId(batch.getBatchJobDefinitionId())
                        .noRetriesLeft()
                        .listPage(0, LISTED)
                        .forEach(job -> failures.add(inWords(job.getExceptionMessage())));
            }
            return new Progress(
                    move.process,
                    move.fromVersion,
                    move.toVersion,
                    move.back,
                    move.begunBy,
                    move.orders,
                    done,
                    failed,
                    move.leftBehind,
                    move.stopped,
                    failures);
        });
    }

    private String inWords(String message) {
        var text = message == null ? "" : message;
        var named = INSTANCE.matcher(text);
        var order = named.find()
                ? runtime.createProcessInstanceQuery().processInstanceId(named.group(1)).list().stream()
                        .map(one -> one.getBusinessKey())
                        .findFirst()
                        .orElse(null)
                : null;
        var why = text.contains("no migration instruction") || text.contains("There is no migration instruction")
                ? "it has gone on to an element that the other version does not have"
                : text.lines().filter(line -> !line.isBlank()).findFirst().orElse("it did not say why");
        return (order == null ? "One order" : "Order " + order) + " stays where it is: " + why + ".";
    }
}
