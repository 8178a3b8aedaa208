package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Supply;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Placement.Placed;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole application on H2 with its job threads at rest, so that a test decides what runs and when. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:processes;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "forthcoming.sample-data=false",
            "server.port=0"
        })
@Import(Statements.class)
abstract class ProcessTest {

    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    Statements statements;

    /** Sends as ever, unless a test has the mail server fail; for all, so that they share one application. */
    @MockitoSpyBean
    Mailing mailing;

    @Autowired
    ProcessEngine engineOfThisContext;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService jobs;

    @Autowired
    ShopClock clock;

    @Autowired
    ClockAdvance clockAdvance;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    Catalog catalog;

    @Autowired
    Receiving receiving;

    @Autowired
    Ordering ordering;

    @Autowired
    Fulfilling fulfilling;

    @Autowired
    Fulfillments fulfillments;

    @Autowired
    Orders orders;

    @Autowired
    Mails mails;

    @Autowired
    Proof proof;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcTemplate database;

    @BeforeEach
    void nothing_runs_and_it_is_monday_morning() {
        // The engine's REST finds engines by name in a static place, where another test's application may stand.
        ProcessEngines.registerProcessEngine(engineOfThisContext);
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance ->
                        runtime.deleteProcessInstance(instance.getId(), "Another test's", true, true, true));
        // Nobody runs these any more, so nothing may become late of them when the time goes on.
        database.update("update fulfillment set status = 'COMPLETED', notice_due_at = null where ended_at is null");
        database.update("update supply set overdue_told = true");
        clock.moveTo(calendar.startOf(MONDAY).plusSeconds(9 * 3600));
    }

    // What the shop and its customers do --------------------------------------------------------------------------

    static String unique(String name) {
        return name + "-" + NUMBERS.incrementAndGet();
    }

    /** A sold out SKU of which so many units are on their way. */
    String backorder(int units, LocalDate expectedOn) {
        var sku = unique("LAMP");
        done(catalog.put(sku, offer(Kind.BACKORDER, null)));
        if (units > 0) {
            supply(sku, units, expectedOn);
        }
        return sku;
    }

    /** A sold out SKU that may be ordered though nobody knows when it comes. */
    String undatedBackorder() {
        var sku = unique("LAMP");
        done(catalog.put(sku, offer(Kind.BACKORDER, null, WhenUncovered.ACCEPT_UNDATED)));
        return sku;
    }

    /** A SKU that is released on a day, of which so many units are on their way. */
    String preorder(LocalDate releaseOn, int units, LocalDate expectedOn) {
        var sku = unique("BOOK");
        done(catalog.put(sku, offer(Kind.PREORDER, releaseOn)));
        supply(sku, units, expectedOn);
        return sku;
    }

    NewOffer offer(Kind kind, LocalDate releaseOn) {
        return offer(kind, releaseOn, WhenUncovered.REJECT);
    }

    private static NewOffer offer(Kind kind, LocalDate releaseOn, WhenUncovered whenUncovered) {
        return new NewOffer(
                "A " + kind,
                kind,
                Money.parse("EUR 20.00"),
                releaseOn,
                null,
                null,
                null,
                whenUncovered,
                null,
                null,
                null,
                null,
                null);
    }

    Supply supply(String sku, int units, LocalDate expectedOn) {
        return done(receiving.announce(unique("PO"), sku, units, expectedOn));
    }

    /** An order of one line; answers its number. */
    String order(String sku, int units) {
        return place(newOrder(List.of(new NewLine(sku, units, null)), false, true));
    }

    NewOrder newOrder(List<NewLine> lines, boolean partial, boolean paid) {
        return newOrder("US", lines, partial, paid);
    }

    NewOrder newOrder(String country, List<NewLine> lines, boolean partial, boolean paid) {
        return new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, "en"),
                null,
                partial,
                null,
                lines,
                null,
                paid);
    }

    String place(NewOrder order) {
        assertThat(ordering.place(order)).isInstanceOf(Placed.class);
        return order.number();
    }

    void receive(Supply supply, int units) {
        done(receiving.receive(supply.id(), units, null));
    }

    static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }

    // What became of it -------------------------------------------------------------------------------------------

    /** The one fulfillment of an order. */
    Fulfillment of(String order) {
        return read(order, fulfillments -> {
            assertThat(fulfillments).hasSize(1);
            return fulfillments.get(0);
        });
    }

    long id(String order) {
        return of(order).id();
    }

    FulfillmentStatus status(String order) {
        return of(order).status();
    }

    <T> T read(String order, Function<List<Fulfillment>, T> question) {
        return transaction.execute(status ->
                question.apply(orders.findByNumber(order).orElseThrow().fulfillments()));
    }

    List<Notice> mailsOf(String order) {
        return mails.findByOrderNumberOrderById(order).stream()
                .filter(mail -> mail.status() != Mail.Status.QUEUED)
                .map(Mail::notice)
                .toList();
    }

    /** The text of the last mail about an order, which tells of a delay. */
    String lastMail(String order) {
        var all = mails.findByOrderNumberOrderById(order);
        var last = all.get(all.size() - 1);
        assertThat(last.notice()).isEqualTo(Notice.DELAYED);
        return last.text().orElseThrow();
    }

    /** The text of the last mail of this kind about an order. */
    String mail(String order, Notice notice) {
        return mails.findByOrderNumberOrderById(order).stream()
                .filter(mail -> mail.notice().equals(notice))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .text()
                .orElseThrow();
    }

    List<What> proofOf(String order) {
        return proof.findByFulfillmentIdOrderById(id(order)).stream()
                .map(entry -> entry.what())
                .toList();
    }

    /** The one open user task about an order. */
    Task taskOf(String order) {
        var open = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .initializeFormKeys()
                .list();
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    List<Task> tasksOf(String order) {
        return tasks.createTaskQuery().processInstanceBusinessKey(order).list();
    }

    void complete(String order, Map<String, Object> entered) {
        tasks.complete(taskOf(order).getId(), entered);
    }

    // The driver --------------------------------------------------------------------------------------------------

    /** Runs what is due now, and what becomes due by that. */
    void runJobs() {
        for (var due = dueNow(); !due.isEmpty(); due = dueNow()) {
            due.forEach(job -> jobs.executeJob(job.getId()));
        }
    }

    /** Writes down the notices of delays that are due, without sending their mails. */
    void runDelayWatch() {
        var watch = jobs.createJobQuery().processDefinitionKey("DelayWatch");
        for (var due = watch.executable().list();
                !due.isEmpty();
                due = watch.executable().list()) {
            due.forEach(job -> jobs.executeJob(job.getId()));
        }
    }

    private List<Job> dueNow() {
        return jobs.createJobQuery().executable().list().stream()
                .filter(job -> !((JobEntity) job).getJobHandlerType().equals(HistoryCleanupJobHandler.TYPE))
                .toList();
    }

    /** Whatever mail is to be written about the order, something technical goes wrong; until the mailing is reset. */
    void breaks(String order) {
        doThrow(new IllegalStateException("Broken.")).when(mailing).queue(any(), eq(id(order)), any());
    }

    /** What the steps said that were given up. */
    List<String> faults() {
        return jobs.createJobQuery().noRetriesLeft().list().stream()
                .map(Job::getExceptionMessage)
                .toList();
    }

    /** An administrator has what was given up tried again. */
    void triedAgain() {
        jobs.createJobQuery()
                .noRetriesLeft()
                .list()
                .forEach(job -> jobs.setJobRetries(1)
                        .jobId(job.getId())
                        .dueDate(Date.from(clock.instant()))
                        .execute());
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    void timeGoesTo(LocalDate day) {
        timeGoesTo(calendar.startOf(day).plusSeconds(9 * 3600));
    }

    void timeGoesTo(Instant instant) {
        clockAdvance.advance(Duration.between(clock.instant(), instant));
    }

    /** Whether the one process of an order's fulfillment waits at this element. */
    boolean waitsAt(String order, String element) {
        var instance = of(order).processInstanceId().orElseThrow();
        var tree = runtime.getActivityInstance(instance);
        return tree != null && holds(tree, element);
    }

    private static boolean holds(ActivityInstance tree, String element) {
        return tree.getActivityId().equals(element)
                || List.of(tree.getChildActivityInstances()).stream().anyMatch(child -> holds(child, element))
                || List.of(tree.getChildTransitionInstances()).stream()
                        .anyMatch(transition -> transition.getActivityId().equals(element));
    }

    boolean ended(String order) {
        var instance = of(order).processInstanceId().orElseThrow();
        return runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 0;
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
