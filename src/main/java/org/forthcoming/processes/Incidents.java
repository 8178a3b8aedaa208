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
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ParseUtil;
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

    private static final String FAILING = """
            select j.ID_, j.RETRIES_, j.DUEDATE_, j.CREATE_TIME_, j.TYPE_, j.EXCEPTION_MSG_, j.PROCESS_INSTANCE_ID_,
                   j.PROCESS_DEF_ID_, j.PROCESS_DEF_KEY_, coalesce(j.FAILED_ACT_ID_, d.ACT_ID_) as ELEMENT,
                   p.BUSINESS_KEY_, i.INCIDENT_TIMESTAMP_, v.LONG_ as MAIL
            from (select ID_ from ACT_RU_JOB where EXCEPTION_STACK_ID_ is not null
                  union select CONFIGURATION_ from ACT_RU_INCIDENT where INCIDENT_TYPE_ = 'failedJob') f
            join ACT_RU_JOB j on j.ID_ = f.ID_
            left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
            left join ACT_RU_EXECUTION p on p.ID_ = j.PROCESS_INSTANCE_ID_
            left join ACT_RU_INCIDENT i on i.CONFIGURATION_ = j.ID_ and i.ID_ = i.CAUSE_INCIDENT_ID_
            left join ACT_RU_VARIABLE v on v.EXECUTION_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ = 'mailId'
            """;

    private static final String OF_PROCESS = " and coalesce(j.PROCESS_DEF_KEY_, '') = ?";

    private static final String OF_ORDER = " and p.BUSINESS_KEY_ = ?";

    private static final int PAGE = 500;

    private static final String NEXT = " order by j.ID_ fetch first " + PAGE + " rows only";

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
        scan("", List.of(), step -> {
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
        scan(OF_PROCESS, List.of(cause.process()), step -> {
            if (step.cause().equals(cause) && passed.getAndIncrement() >= offset) {
                found.add(incident(step));
            }
            return found.size() < most;
        });
        return found;
    }

    /** Those of an order, of all of its processes. */
    public List<Incident> ofOrder(String number, int most) {
        var found = new ArrayList<Incident>();
        scan(OF_ORDER, List.of(number), step -> {
            if (subjectOf(step.process()) == Subject.ORDER) {
                found.add(incident(step));
            }
            return found.size() < most;
        });
        return found;
    }

    /** Tries one again at once; answers whether it was still to be done. */
    public boolean tryAgain(String id) {
        return tried(List.of(id)) > 0;
    }

    /** Tries all of one cause again at once, in small transactions; answers how many. */
    public int tryAgain(Cause cause) {
        var count = new AtomicInteger();
        var batch = new ArrayList<String>();
        scan(OF_PROCESS, List.of(cause.process()), step -> {
            if (step.cause().equals(cause)) {
                batch.add(step.id());
            }
            if (batch.size() == BATCH) {
                count.addAndGet(tried(batch));
                batch.clear();
            }
            return true;
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
            String said) {

        Cause cause() {
            return new Cause(process, element, Why.words(said));
        }
    }

    /** Goes through them by their ids, a few at a time, as long as more are wanted. */
    private void scan(String which, List<Object> parameters, Predicate<Step> more) {
        for (var after = ""; ; ) {
            var some = database.sql(FAILING + " where j.ID_ > ?" + which + NEXT)
                    .param(after)
                    .params(parameters)
                    .query(Incidents::step)
                    .list();
            if (!some.stream().allMatch(more) || some.size() < PAGE) {
                return;
            }
            after = some.get(some.size() - 1).id();
        }
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
                row.getString("ID_"),
                row.getInt("RETRIES_"),
                process,
                row.getString("PROCESS_DEF_ID_"),
                row.getString("ELEMENT"),
                row.getString("BUSINESS_KEY_"),
                isMail ? mail : null,
                since == null ? null : since.toInstant(),
                due == null ? null : due.toInstant(),
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

    /** One more try each, now; whoever has some left keeps them. */
    private int once(List<String> ids) {
        var now = Date.from(clock.instant());
        var found = jobs.createJobQuery().jobIds(Set.copyOf(ids)).listPage(0, ids.size());
        found.forEach(job -> jobs.setJobRetries(job.getRetries() + 1)
                .jobId(job.getId())
                .dueDate(now)
                .execute());
        return found.size();
    }

    private Incident incident(Step step) {
        var definition = step.definition();
        var givenUp = step.retries() == 0;
        return new Incident(
                step.id(),
                step.cause(),
                definition == null
                        ? "housekeeping"
                        : repository.getProcessDefinition(definition).getName(),
                definition == null || step.element() == null
                        ? "housekeeping"
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
