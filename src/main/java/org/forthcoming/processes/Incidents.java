package org.forthcoming.processes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.forthcoming.calendar.ShopClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What went wrong in processes and what becomes of it: steps that failed and are tried again by themselves, and those
 * that were given up and wait for somebody.
 *
 * <p>There may be thousands, when a mail server was away for days: they are read one after the other and tried again in
 * small transactions.
 */
@Component
public class Incidents {

    /** So many are tried again in one transaction. */
    static final int BATCH = 100;

    /** So many are tried again at once, so that nobody waits long for the answer. */
    static final int MOST = 5000;

    private static final int PAGE = 5000;

    /** The next of all that fails, by their ids; of these the rest is read, and of no others. */
    private static final String SOME = """
            select ID_ from (
              select ID_ from ACT_RU_JOB where EXCEPTION_STACK_ID_ is not null and ID_ > :after
              union
              select CONFIGURATION_ from ACT_RU_INCIDENT where INCIDENT_TYPE_ = 'failedJob' and CONFIGURATION_ > :after
            ) every order by ID_ fetch first %d rows only""".formatted(PAGE);

    private static final String OF_ORDER = """
            select distinct j.ID_ from ACT_RU_EXECUTION p join ACT_RU_JOB j on j.PROCESS_INSTANCE_ID_ = p.ID_
            left join ACT_RU_INCIDENT i on i.CONFIGURATION_ = j.ID_
            where p.BUSINESS_KEY_ = :order and (j.EXCEPTION_STACK_ID_ is not null or i.INCIDENT_TYPE_ = 'failedJob')
            order by j.ID_ fetch first %d rows only""".formatted(PAGE);

    private static final String FAILING = """
            select f.ID_ as FAILING, j.RETRIES_, j.DUEDATE_, j.CREATE_TIME_, j.TYPE_, j.EXCEPTION_MSG_, j.PROCESS_INSTANCE_ID_,
                   j.PROCESS_DEF_ID_, j.PROCESS_DEF_KEY_, coalesce(j.FAILED_ACT_ID_, d.ACT_ID_) as ELEMENT,
                   p.BUSINESS_KEY_, i.INCIDENT_TIMESTAMP_, v.LONG_ as MAIL, d.JOB_TYPE_ as KIND
            from (%s) f
            join ACT_RU_JOB j on j.ID_ = f.ID_
            left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
            left join ACT_RU_EXECUTION p on p.ID_ = j.PROCESS_INSTANCE_ID_
            left join ACT_RU_INCIDENT i on i.CONFIGURATION_ = j.ID_ and i.ID_ = i.CAUSE_INCIDENT_ID_
            left join ACT_RU_VARIABLE v on v.EXECUTION_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ = 'mailId'
            order by f.ID_
            """;

    private final Engine engine;
    private final ManagementService jobs;
    private final RepositoryService repository;
    private final ProcessEngineConfigurationImpl configuration;
    private final Diagrams diagrams;
    private final JdbcClient database;
    private final ShopClock clock;

    Incidents(
            Engine engine,
            ManagementService jobs,
            RepositoryService repository,
            ProcessEngineConfigurationImpl configuration,
            Diagrams diagrams,
            JdbcClient database,
            ShopClock clock) {
        this.engine = engine;
        this.jobs = jobs;
        this.repository = repository;
        this.configuration = configuration;
        this.diagrams = diagrams;
        this.database = database;
        this.clock = clock;
    }

    /** What incidents have in common: the step of a process, and in words why it failed. */
    public record Cause(String process, String element, String why) {}

    /**
     * A step that failed.
     *
     * @param step what the diagram calls it
     * @param subject what it is about
     * @param about the order's number, the SKU or the mass act's number; null when it is about no one of these
     * @param mail the mail that it was to send; null: another step
     * @param givenUp whether nobody tries it again by itself
     * @param since when it was given up, or first to be done; empty: unknown
     * @param tries how often it was tried at least
     * @param nextTry when it is tried again; empty: not by itself
     * @param said what the failing step said, for technicians
     */
    public record Incident(
            String id,
            Cause cause,
            String processName,
            String step,
            Subject subject,
            String about,
            Long mail,
            boolean givenUp,
            Optional<Instant> since,
            int tries,
            Optional<Instant> nextTry,
            String said) {}

    /** What processes are about. */
    public enum Subject {
        ORDER,
        SKU,
        MASS_ACT,
        ALL
    }

    /**
     * All incidents of one cause.
     *
     * @param givenUp how many of them are not tried again by themselves
     * @param first one of them
     */
    public record Group(Cause cause, int count, int givenUp, Incident first) {}

    private static final Set<String> ABOUT_A_SKU =
            Set.of(ModelContract.ALLOCATION, ModelContract.REPROMISING, ModelContract.LATE_SUPPLY);

    private static final Set<String> ABOUT_ALL = Set.of(ModelContract.DELAY_WATCH, ModelContract.DAY_WATCH);

    /** How many steps were given up and wait for somebody. */
    public long open() {
        return database.sql(
                        "select count(*) from ACT_RU_INCIDENT where INCIDENT_TYPE_ = 'failedJob' and ID_ = CAUSE_INCIDENT_ID_")
                .query(Long.class)
                .single();
    }

    /** By cause, those first that most wait for. */
    public List<Group> groups() {
        var groups = new HashMap<Cause, Group>();
        scan(step -> {
            var known = groups.get(step.cause());
            var givenUp = step.retries() == 0 ? 1 : 0;
            groups.put(
                    step.cause(),
                    known == null
                            ? new Group(step.cause(), 1, givenUp, incident(step))
                            : new Group(step.cause(), known.count() + 1, known.givenUp() + givenUp, known.first()));
            return true;
        });
        return groups.values().stream()
                .sorted(Comparator.comparingInt(Group::givenUp)
                        .thenComparingInt(Group::count)
                        .reversed())
                .toList();
    }

    /** Some of one cause. */
    public List<Incident> of(Cause cause, long offset, int most) {
        var found = new ArrayList<Incident>();
        var passed = new AtomicLong();
        scan(step -> {
            if (step.cause().equals(cause) && passed.getAndIncrement() >= offset) {
                found.add(incident(step));
            }
            return found.size() < most;
        });
        return found;
    }

    /** Those of an order, of all of its processes. */
    public List<Incident> ofOrder(String number, int most) {
        return database.sql(FAILING.formatted(OF_ORDER)).param("order", number).query(Incidents::step).list().stream()
                .filter(step -> subjectOf(step.process()) == Subject.ORDER)
                .limit(most)
                .map(this::incident)
                .toList();
    }

    /** Tries one again at once; answers whether it was still to be done. */
    public boolean tryAgain(String id) {
        var failing = !failing(List.of(id)).isEmpty();
        if (failing) {
            tried(List.of(id));
        }
        return failing;
    }

    /**
     * Tries those of one cause again at once, in small transactions: answers how many, at most {@link #MOST}. Those that
     * are tried now anyway are not counted, so whoever asks again goes on where this has ended.
     */
    public int tryAgain(Cause cause) {
        var now = clock.instant();
        var count = new AtomicInteger();
        var batch = new ArrayList<String>();
        scan(step -> {
            if (step.cause().equals(cause) && !step.isDue(now)) {
                batch.add(step.id());
            }
            if (batch.size() == BATCH) {
                count.addAndGet(tried(batch));
                batch.clear();
            }
            return count.get() < MOST;
        });
        return count.addAndGet(batch.isEmpty() ? 0 : tried(batch));
    }

    /** A row of what fails, with nothing looked up yet. */
    private record Step(
            String id,
            int retries,
            String process,
            String definition,
            String element,
            String about,
            Long mail,
            Instant since,
            Instant due,
            String kind,
            String said) {

        Cause cause() {
            return new Cause(process, element, Why.words(said));
        }

        /** Whether it is tried again now, as soon as a thread is free. */
        boolean isDue(Instant now) {
            return retries > 0 && (due == null || !due.isAfter(now));
        }

        /** The engine's batch, in which orders follow a changed diagram one by one. */
        boolean follows() {
            return Batch.TYPE_PROCESS_INSTANCE_MIGRATION.equals(kind);
        }
    }

    /** Goes through them by their ids, some at a time, as long as more are wanted. */
    private void scan(Predicate<Step> more) {
        var after = "";
        for (var some = after(after); !some.isEmpty() && some.stream().allMatch(more); some = after(after)) {
            after = some.get(some.size() - 1).id();
        }
    }

    private List<Step> after(String id) {
        return database.sql(FAILING.formatted(SOME))
                .param("after", id)
                .query(Incidents::step)
                .list();
    }

    private static Step step(ResultSet row, int number) throws SQLException {
        var process = Objects.requireNonNullElse(row.getString("PROCESS_DEF_KEY_"), "");
        var mail = row.getLong("MAIL");
        var isMail = !row.wasNull() && ModelContract.MAIL.equals(process);
        var givenUp = row.getTimestamp("INCIDENT_TIMESTAMP_");
        // A timer was made long before it was due.
        var since = givenUp == null && "message".equals(row.getString("TYPE_"))
                ? row.getTimestamp("CREATE_TIME_")
                : givenUp;
        var due = row.getTimestamp("DUEDATE_");
        return new Step(
                row.getString("FAILING"),
                row.getInt("RETRIES_"),
                process,
                row.getString("PROCESS_DEF_ID_"),
                row.getString("ELEMENT"),
                row.getString("BUSINESS_KEY_"),
                isMail ? mail : null,
                since == null ? null : since.toInstant(),
                due == null ? null : due.toInstant(),
                row.getString("KIND"),
                row.getString("EXCEPTION_MSG_"));
    }

    /** What is running just now changes under our hands: then each by itself, and those that go on anyway are left. */
    private int tried(List<String> ids) {
        try {
            return engine.call(() -> once(ids));
        } catch (OptimisticLockingException e) {
            return ids.size() == 1
                    ? 0
                    : ids.stream().mapToInt(id -> tried(List.of(id))).sum();
        }
    }

    /** One more try each, now; whoever has some left keeps them, and who is tried now anyway gets no more. */
    private int once(List<String> ids) {
        var now = Date.from(clock.instant());
        var resting = failing(ids).stream()
                .filter(job -> job.getRetries() == 0
                        || job.getDuedate() != null && job.getDuedate().after(now))
                .toList();
        resting.forEach(job -> jobs.setJobRetries(job.getRetries() + 1)
                .jobId(job.getId())
                .dueDate(now)
                .execute());
        return resting.size();
    }

    /** Of these jobs those that failed: what waits for its time is not to be hurried by whoever knows its id. */
    private List<Job> failing(List<String> ids) {
        return engine.call(() -> jobs.createJobQuery().jobIds(Set.copyOf(ids)).listPage(0, ids.size()).stream()
                .filter(job -> job.getRetries() == 0 || job.getExceptionMessage() != null)
                .toList());
    }

    private Incident incident(Step step) {
        var definition = step.definition();
        var givenUp = step.retries() == 0;
        return new Incident(
                step.id(),
                step.cause(),
                definition == null
                        ? step.follows() ? "Roll-out" : "housekeeping"
                        : repository.getProcessDefinition(definition).getName(),
                definition == null || step.element() == null
                        ? step.follows() ? "Let a waiting order follow" : "housekeeping"
                        : diagrams.name(definition, step.element()),
                subjectOf(step.process()),
                step.about(),
                step.mail(),
                givenUp,
                Optional.ofNullable(step.since()),
                Math.max(1, triesOf(definition, step.element()) - step.retries()),
                Optional.ofNullable(givenUp ? null : step.due()),
                Objects.requireNonNullElse(step.said(), ""));
    }

    private static Subject subjectOf(String process) {
        if (process.equals(ModelContract.MASS_ACT)) {
            return Subject.MASS_ACT;
        }
        return process.isEmpty() || ABOUT_ALL.contains(process)
                ? Subject.ALL
                : ABOUT_A_SKU.contains(process) ? Subject.SKU : Subject.ORDER;
    }

    private int triesOf(String definition, String element) {
        var cycle = configuration.getFailedJobRetryTimeCycle();
        if (definition != null
                && element != null
                && repository.getBpmnModelInstance(definition).getModelElementById(element) instanceof BaseElement drawn
                && drawn.getExtensionElements() != null) {
            cycle = drawn
                    .getExtensionElements()
                    .getElementsQuery()
                    .filterByType(CamundaFailedJobRetryTimeCycle.class)
                    .list()
                    .stream()
                    .map(CamundaFailedJobRetryTimeCycle::getTextContent)
                    .findFirst()
                    .orElse(cycle);
        }
        var parsed = ParseUtil.parseRetryIntervals(cycle);
        return parsed == null ? configuration.getDefaultNumberOfRetries() : parsed.getRetries();
    }
}
