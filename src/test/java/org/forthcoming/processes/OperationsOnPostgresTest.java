package org.forthcoming.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.forthcoming.Postgres;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Queues;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.MassAct;
import org.forthcoming.orders.MassActBook;
import org.forthcoming.orders.MassActs;
import org.forthcoming.orders.NewMassAct;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.processes.Rollouts.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings.Redirects;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;

/** What staff and analysts do to many orders at once, on the database that several nodes share. */
class OperationsOnPostgresTest extends ProcessTest {

    private static final LocalDate ARRIVAL = LocalDate.of(2026, 3, 9);

    @DynamicPropertySource
    static void postgres(DynamicPropertyRegistry properties) {
        var database = Postgres.freshDatabase();
        properties.add("spring.datasource.url", () -> database);
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("spring.datasource.password", () -> "");
    }

    @Autowired
    Rollouts rollouts;

    @Autowired
    RolloutBook book;

    @Autowired
    Moves moves;

    @Autowired
    Deployed deployed;

    @Autowired
    Following following;

    @Autowired
    FilesInForce inForce;

    @Autowired
    RepositoryService repository;

    @Autowired
    Engine engine;

    @Autowired
    Incidents incidents;

    @Autowired
    Queues queues;

    @Autowired
    MassActs acts;

    @Autowired
    MassActBook massActs;

    @Autowired
    TestRestTemplate http;

    @AfterEach
    void what_the_product_brings_is_in_force_again() {
        jobs.createBatchQuery().list().forEach(batch -> jobs.deleteBatch(batch.getId(), true));
        for (var left = last(); left.isPresent(); left = last()) {
            assertThat(rollouts.rollBack(left.get().id(), "analyst", false).refused())
                    .isEmpty();
        }
    }

    private Optional<Rollout> last() {
        return rollouts.latest().stream()
                .filter(one -> one.state() == Rollout.State.IN_FORCE)
                .filter(rollouts::isLast)
                .findFirst();
    }

    // Waiting orders follow, or do not any more -------------------------------------------------------------------

    @Test
    void nobody_follows_any_more_into_a_change_that_was_taken_back_on_the_way() {
        var all = waiting(4);
        var before = versionOf(all.get(0));
        var rollout = inForce("Every week", "R/P14D", "R/P7D", true);
        runOneMove();

        assertThat(rollouts.rollBack(rollout.id(), "analyst", true).refused()).isEmpty();
        runJobs();

        assertThat(all.stream().map(this::versionOf))
                .containsOnlyOnce(before + 2)
                .containsOnly(before, before + 2);
        assertThat(moves.of(rollout.id())).hasSize(2).noneMatch(Moves.Progress::goesOn);
        assertThat(moves.of(rollout.id()).get(0)).satisfies(there -> {
            assertThat(there.done()).isEqualTo(1);
            assertThat(there.stopped()).isEqualTo(3);
        });
        moves.tryAgain(rollout.id());
        runJobs();
        assertThat(all.stream().map(this::versionOf)).containsOnly(before, before + 2);
    }

    @Test
    void who_has_not_followed_a_change_yet_follows_the_next_one_at_once() {
        var all = waiting(3);
        inForce("Every week", "R/P14D", "R/P7D", true);
        runOneMove();
        var next = inForce("Every third week", "R/P7D", "R/P21D", true);
        runJobs();

        assertThat(all.stream().map(this::versionOf))
                .containsOnly(deployed.process("Backorder").orElseThrow().latest());
        assertThat(moves.of(next.id())).hasSize(2).allSatisfy(move -> {
            assertThat(move.failed()).isZero();
            assertThat(move.goesOn()).isFalse();
        });
        assertThat(incidents.groups()).isEmpty();
    }

    @Test
    void all_that_waits_in_what_is_taken_back_goes_back_also_what_a_later_change_had_left_there() {
        var order = waiting(1).get(0);
        var first = inForce("Every week", "R/P14D", "R/P7D", true);
        runJobs();
        var second = inForce("Every third week", "R/P7D", "R/P21D", false);
        assertThat(rollouts.rollBack(second.id(), "analyst", true).refused()).isEmpty();
        assertThat(rollouts.rollBack(first.id(), "analyst", true).refused()).isEmpty();
        runJobs();

        assertThat(versionOf(order))
                .isEqualTo(deployed.process("Backorder").orElseThrow().latest());
    }

    @Test
    void a_step_that_carries_an_order_over_at_this_moment_and_the_way_back_do_not_pass_each_other() {
        var all = waiting(2);
        var before = versionOf(all.get(0));
        var rollout = inForce("Every week", "R/P14D", "R/P7D", true);
        runSeed();
        var steps = migrationSteps();
        var back = whoComesSecondWaits(
                () -> jobs.executeJob(steps.get(0)), () -> rollouts.rollBack(rollout.id(), "analyst", true));
        runJobs();

        assertThat(back.refused()).isEmpty();
        assertThat(all.stream().map(this::versionOf)).containsExactlyInAnyOrder(before, before + 2);
    }

    // Two at once -------------------------------------------------------------------------------------------------

    @Test
    void what_two_approve_at_the_same_moment_is_put_in_force_once() {
        var order = waiting(1).get(0);
        var version = versionOf(order);
        var prepared = prepared("Every week", "R/P14D", "R/P7D");
        var answers = new ArrayList<Outcome>();
        answers.add(whoComesSecondWaits(
                () -> answers.add(rollouts.putInForce(prepared.id(), "grace", false, true)),
                () -> rollouts.putInForce(prepared.id(), "joan", false, true)));
        runJobs();

        assertThat(answers.get(0).refused()).isEmpty();
        assertThat(answers.get(1).refused()).containsExactly("It is not waiting for approval any more.");
        assertThat(versionOf(order)).isEqualTo(version + 1);
        assertThat(moves.of(prepared.id())).hasSize(1);
    }

    @Test
    void of_two_that_take_back_and_withdraw_at_the_same_moment_the_first_has_done_it() {
        var rollout = inForce("Every week", "R/P14D", "R/P7D", false);
        var back = whoComesSecondWaits(
                () -> rollouts.rollBack(rollout.id(), "grace", true),
                () -> rollouts.rollBack(rollout.id(), "joan", true));
        assertThat(back.refused()).containsExactly("It is not in force.");

        var prepared = prepared("Every week", "R/P14D", "R/P7D");
        var approval = whoComesSecondWaits(
                () -> rollouts.withdraw(prepared.id(), "ada"),
                () -> rollouts.putInForce(prepared.id(), "joan", false, false));
        assertThat(approval.refused()).containsExactly("It is not waiting for approval any more.");
        assertThat(text("Backorder.bpmn")).contains("R/P14D");
    }

    @Test
    void a_node_that_starts_while_a_change_is_put_in_force_does_not_undo_it() {
        var prepared = prepared("Every week", "R/P14D", "R/P7D");
        var version = deployed.process("Backorder").orElseThrow().latest();
        // The engine looks for the latest by its time, and the product's were deployed when this test really began.
        clock.moveTo(calendar.startOf(LocalDate.of(2100, 1, 1)));
        whoComesSecondWaits(
                () -> rollouts.putInForce(prepared.id(), "grace", false, false),
                () -> new Models(repository, engine, following, inForce, book, transaction));
        assertThat(deployed.process("Backorder").orElseThrow().latest()).isEqualTo(version + 1);
        assertThat(text("Backorder.bpmn")).contains("R/P7D");
    }

    @Test
    void a_change_of_a_file_that_somebody_else_has_changed_meanwhile_is_refused() {
        var one = prepared("Every week", "R/P14D", "R/P7D");
        var other = prepared("Ask for feedback sooner", ">P10D<", ">P5D<");
        assertThat(rollouts.putInForce(one.id(), "grace", false, false).refused())
                .isEmpty();
        assertThat(rollouts.putInForce(other.id(), "grace", false, false).refused())
                .singleElement()
                .asString()
                .startsWith("Backorder.bpmn has changed since this was prepared;");
        assertThat(text("Backorder.bpmn")).contains("R/P7D", ">P10D<");
    }

    // Incidents, queues, mass acts --------------------------------------------------------------------------------

    @Test
    void what_failed_is_grouped_and_tried_again_and_a_second_press_of_the_button_adds_no_tries() {
        // Mails of other tests, which began at the same hour, are sent before.
        timeGoesTo(clock.instant().plusSeconds(3600));
        var lamp = backorder(10, ARRIVAL);
        doThrow(new IllegalStateException("Couldn't connect to host, port: localhost, 25"))
                .when(mailing)
                .send(anyLong());
        var failing = List.of(order(lamp, 1), order(lamp, 1));
        // The first try is a bare job, the second one of a process.
        jobs.createJobQuery().executable().list().stream()
                .filter(job -> job.getProcessDefinitionKey() == null)
                .forEach(job -> fail(job.getId()));
        var mailJobs = jobs.createJobQuery().processDefinitionKey(ModelContract.MAIL);
        mailJobs.list().forEach(job -> fail(job.getId()));
        reset(mailing);
        mailJobs.list().forEach(job -> jobs.setJobRetries(job.getId(), 0));

        assertThat(incidents.open()).isEqualTo(2);
        var cause = incidents.groups().get(0).cause();
        assertThat(cause.why()).isEqualTo("the mail server can't be reached");
        assertThat(incidents.of(cause, 1, 10)).hasSize(1);
        assertThat(incidents.ofOrder(failing.get(0), 10)).hasSize(1);
        assertThat(incidents.tryAgain(cause)).isEqualTo(2);
        assertThat(incidents.tryAgain(cause)).isZero();
        assertThat(incidents.tryAgain(incidents.groups().get(0).first().id())).isTrue();
        assertThat(incidents.open()).isZero();
        assertThat(mailJobs.list())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.getRetries()).isEqualTo(1));
        runJobs();

        assertThat(failing).allSatisfy(order -> assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED));
    }

    @Test
    void what_did_not_fail_is_not_hurried_by_whoever_knows_its_id() {
        waiting(1);
        var timer = jobs.createJobQuery()
                .timers()
                .duedateHigherThan(Date.from(clock.instant()))
                .list()
                .get(0);
        assertThat(incidents.tryAgain(timer.getId())).isFalse();
        assertThat(jobs.createJobQuery().jobId(timer.getId()).singleResult().getDuedate())
                .isEqualTo(timer.getDuedate());
    }

    @Test
    void an_order_that_has_gone_where_it_can_not_follow_is_an_incident_in_words_and_tried_again() {
        var order = waiting(1).get(0);
        var version = versionOf(order);
        var rollout = inForce("Another gateway", "Gateway_AfterShipment", "Gateway_OnItsWay", true);
        runSeed();
        var step = migrationSteps().get(0);
        jobs.setJobDuedate(step, Date.from(calendar.startOf(ARRIVAL)));
        ships(order);
        for (int i = 0; i < 3; i++) {
            fail(step);
        }
        assertThat(moves.of(rollout.id())).singleElement().satisfies(move -> {
            assertThat(move.failed()).isEqualTo(1);
            assertThat(move.failures())
                    .containsExactly(
                            "Order %s stays where it is: it has gone on to an element that the other version does not have."
                                    .formatted(order));
        });
        assertThat(incidents.groups()).singleElement().satisfies(group -> {
            assertThat(group.first().processName()).isEqualTo("Roll-out");
            assertThat(group.first().step()).isEqualTo("Let a waiting order follow");
            assertThat(group.cause().why()).isEqualTo("it waits where the other diagram can't take it over");
        });

        done(fulfilling.deliver(id(order), "warehouse"));
        runJobs();
        // The form sends what there is none of as an empty text.
        assertThat(http.withRedirects(Redirects.DONT_FOLLOW)
                        .withBasicAuth("operations", "operations")
                        .postForEntity(
                                "/operations/incidents/cause",
                                new LinkedMultiValueMap<>(Map.of(
                                        "process",
                                        List.of(""),
                                        "element",
                                        List.of(""),
                                        "why",
                                        List.of("it waits where the other diagram can't take it over"))),
                                String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(302);
        runJobs();
        assertThat(versionOf(order)).isEqualTo(version + 1);
        assertThat(incidents.groups()).isEmpty();
    }

    @Test
    void who_is_served_before_is_counted_by_the_reason() {
        var lamp = backorder(10, ARRIVAL);
        var pinned = order(lamp, 2);
        order(lamp, 1);
        var last = order(lamp, 3);
        done(fulfilling.pin(id(last), false, "operations"));
        assertThat(queues.inTheWayOf(id(pinned), 5)).singleElement().satisfies(way -> {
            assertThat(way.ahead()).containsExactly(new Queues.Ahead(Queues.Why.PINNED, 1, 3));
            assertThat(way.nearest()).containsExactly(new Queues.Near(last, 3, Queues.Why.PINNED));
        });
    }

    @Test
    void a_mass_act_that_two_start_at_once_is_done_once_also_to_parts() {
        var lamp = backorder(10, ARRIVAL);
        var shade = backorder(10, ARRIVAL);
        var inParts = place(newOrder(List.of(new NewLine(lamp, 2, null), new NewLine(shade, 1, null)), true, true));
        var act = done(acts.prepare(
                new NewMassAct(MassAct.Kind.CANCEL, lamp, List.of(), false, "No\0 more.", null, null, null),
                "support"));
        assertThat(acts.foreseen(act, List.of(id(inParts))))
                .containsEntry(
                        id(inParts), new MassActs.Foreseen(true, "Cancels 2 of %s; the rest stays.".formatted(lamp)));
        var second =
                whoComesSecondWaits(() -> acts.start(act.id(), "support"), () -> acts.start(act.id(), "operations"));
        runJobs();

        assertThat(second).isEqualTo(Answer.conflict("It was started by support."));
        assertThat(massActs.findById(act.id()).orElseThrow().state()).isEqualTo(MassAct.State.DONE);
        assertThat(status(inParts)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(mailsOf(inParts)).containsOnlyOnce(Notice.ORDER_CHANGED);
        assertThat(massActs.count(act.id(), null)).isEqualTo(1);
    }

    // The driver --------------------------------------------------------------------------------------------------

    private List<String> waiting(int orders) {
        var sku = backorder(orders, ARRIVAL);
        var all = IntStream.range(0, orders).mapToObj(i -> order(sku, 1)).toList();
        runJobs();
        return all;
    }

    private void ships(String order) {
        var sku = read(order, parts -> parts.get(0).lines().get(0).sku());
        database.queryForList("select id from supply where sku = ?", Long.class, sku)
                .forEach(id -> done(receiving.receive(id, 1, null)));
        runJobs();
        done(fulfilling.ship(id(order), "DHL", "JD014600", "warehouse"));
        runJobs();
    }

    private Rollout prepared(String name, String right, String other) {
        var text = text("Backorder.bpmn");
        assertThat(text).contains(right);
        var outcome = rollouts.prepare(
                name, null, Map.of("Backorder.bpmn", text.replace(right, other).getBytes(UTF_8)), "ada");
        assertThat(outcome.refused()).isEmpty();
        return outcome.rollout();
    }

    private Rollout inForce(String name, String right, String other, boolean move) {
        var prepared = prepared(name, right, other);
        assertThat(rollouts.putInForce(prepared.id(), "grace", false, move).refused())
                .isEmpty();
        return prepared;
    }

    private String text(String file) {
        return new String(rollouts.filesInForce().get(file), UTF_8);
    }

    private int versionOf(String order) {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceId(of(order).processInstanceId().orElseThrow())
                .singleResult();
        return repository
                .getProcessDefinition(instance.getProcessDefinitionId())
                .getVersion();
    }

    /** Makes a job for each order that is to follow. */
    private void runSeed() {
        jobsOf("batch-seed-job").forEach(jobs::executeJob);
    }

    private void runOneMove() {
        runSeed();
        jobs.executeJob(migrationSteps().get(0));
    }

    private List<String> migrationSteps() {
        return jobsOf("instance-migration").toList();
    }

    private Stream<String> jobsOf(String type) {
        return database
                .queryForList(
                        "select j.ID_ from ACT_RU_JOB j where j.HANDLER_TYPE_ = ? order by j.ID_", String.class, type)
                .stream();
    }

    private void fail(String job) {
        assertThatThrownBy(() -> jobs.executeJob(job)).isInstanceOf(RuntimeException.class);
    }

    /** Commits the first only when the second stands before a lock that the first has, or is done without. */
    private <T> T whoComesSecondWaits(Runnable first, Supplier<T> second) {
        var secondDone = transaction.execute(now -> {
            first.run();
            var started = CompletableFuture.supplyAsync(second);
            while (!started.isDone() && nobodyWaits()) {
                Thread.onSpinWait();
            }
            return started;
        });
        return secondDone.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private boolean nobodyWaits() {
        return database.queryForObject("select count(*) from pg_locks where not granted", Integer.class) == 0;
    }
}
