package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.STILL_WAITING;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The handbook's worked examples: the files are changed as it says, rolled out by an analyst, approved by another, and the
 * running shop does it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandbookTest extends ProcessTest {

    private static final LocalDate SUPPLY_COMES = LocalDate.of(2026, 4, 6);
    private static final Notice ANSWER_MISSING = Notice.named("ANSWER_MISSING");

    @Autowired
    Rollouts rollouts;

    @Autowired
    DayWatch dayWatch;

    @LocalServerPort
    int port;

    private final Deque<Long> rolledOut = new ArrayDeque<>();

    @BeforeAll
    void all_examples_are_rolled_out_one_after_the_other() {
        for (var example : HandbookExample.values()) {
            var prepared = rollouts.prepare(
                    example.name(), null, example.edit(rollouts.filesInForce()).changed(), "analyst");
            assertThat(prepared.refused()).isEmpty();
            var id = prepared.rollout().id();
            assertThat(rollouts.putInForce(id, "another", false, false).refused())
                    .isEmpty();
            rolledOut.push(id);
        }
    }

    @AfterAll
    void rolled_back_everything_is_as_before() {
        rolledOut.forEach(id ->
                assertThat(rollouts.rollBack(id, "analyst", false).refused()).isEmpty());
        assertThat(rollouts.ownFiles()).isEmpty();
    }

    @Test
    void what_passes_the_check_and_not_the_engine_is_refused_in_its_words() {
        var diagram = new String(rollouts.filesInForce().get("DelayNotice.bpmn"), StandardCharsets.UTF_8);
        var waysToATask = diagram.replace("targetRef=\"Event_DelayRenewed\"", "targetRef=\"Task_ActOnSilence\"");
        var files = Map.of("DelayNotice.bpmn", waysToATask.getBytes(StandardCharsets.UTF_8));
        assertThat(rollouts.prepare("Broken", null, files, "analyst").refused())
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(Handbook.shows("the engine refuses it: ….", sentence))
                        .as(sentence)
                        .isTrue());
    }

    // 1. News every week -------------------------------------------------------------------------------------------

    @Test
    void who_waits_hears_from_us_every_7_days() {
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);
        timeGoesTo(MONDAY.plusDays(6));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
        timeGoesTo(MONDAY.plusDays(22));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, STILL_WAITING, STILL_WAITING, STILL_WAITING);
    }

    // 2. A reminder in your own words ------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"en, 'Will you wait for your order?'", "de, 'Möchten Sie auf Ihre Bestellung warten?'"})
    void who_has_not_answered_after_three_days_is_reminded_once(String language, String words) {
        var order = askedWhetherToWait(language);
        var asked = clock.instant();
        timeGoesTo(asked.plusSeconds(2 * 86_400));
        assertThat(mailsOf(order)).contains(DELAYED).doesNotContain(ANSWER_MISSING);

        timeGoesTo(asked.plusSeconds(12 * 86_400));
        assertThat(mailsOf(order)).containsOnlyOnce(ANSWER_MISSING);
        assertThat(mail(order, ANSWER_MISSING)).contains(words, "show=wait", "show=cancellation");
    }

    @Test
    void who_has_answered_is_not_reminded() {
        var order = askedWhetherToWait("en");
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        timeGoesTo(clock.instant().plusSeconds(12 * 86_400));
        assertThat(mailsOf(order)).contains(DELAYED, CANCELED).doesNotContain(ANSWER_MISSING);
    }

    /** Of a delay, weeks before silence counts. */
    private String askedWhetherToWait(String language) {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, SUPPLY_COMES);
        var order = order(sku, 1, "web", language);
        runJobs();
        timeGoesTo(LocalDate.of(2026, 3, 10));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        timeGoesTo(clock.instant().plusSeconds(31 * 60));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        return order;
    }

    // 3. VIP customers first ---------------------------------------------------------------------------------------

    @Test
    void a_vip_who_came_later_is_served_first_when_units_arrive() {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, SUPPLY_COMES);
        var early = order(sku, 1, "web", "en");
        timeGoesTo(MONDAY.plusDays(1));
        var vip = order(sku, 1, "vip", "en");
        runJobs();

        receive(supply, 1);
        runJobs();
        assertThat(status(vip)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(status(early)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    // 4. Support looks at big orders first -------------------------------------------------------------------------

    @Test
    void a_big_order_goes_to_support_first_and_ships_after_its_yes() {
        var order = bigOrder();
        var task = taskOf(order);
        assertThat(task.getTaskDefinitionKey()).isEqualTo("Task_LookAtBigOrder");
        assertThat(tasks.getVariable(task.getId(), "order")).asString().contains(order, "Ada Byron");
        assertThat(seenBy("support", task.getId())).isTrue();
        assertThat(seenBy("warehouse", task.getId())).isFalse();

        assertThat(submit(task.getId(), "{\"decision\": {\"value\": \"SHIP\", \"type\": \"String\"}}"))
                .isEqualTo(204);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo(ModelContract.PACK_AND_SHIP);
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
    }

    @Test
    void support_may_look_at_a_big_order_again_on_the_next_day() {
        var order = bigOrder();
        complete(order, Map.of("decision", "WAIT"));
        assertThat(tasksOf(order)).isEmpty();
        timeGoesTo(calendar.endOf(calendar.today()));
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_LookAtBigOrder");
    }

    @Test
    void a_small_order_ships_without_support() {
        var supply = supply(backorder(0, null), 50, SUPPLY_COMES);
        var order = order(supply.sku(), 1);
        runJobs();
        receive(supply, 50);
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo(ModelContract.PACK_AND_SHIP);
    }

    @Test
    void while_support_looks_a_shipment_is_refused_with_the_reason() {
        var order = bigOrder();
        assertThat(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"))
                .isEqualTo(
                        Answer.conflict("It is not ready to ship: the warehouse has not been asked to pack it yet."));
        assertThat(post("/api/fulfillments/%d/shipment".formatted(id(order)), "demo", """
                {"carrier": "UPS", "trackingNumber": "1Z99"}"""))
                .isEqualTo(409);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_LookAtBigOrder");
    }

    @Test
    void while_support_looks_the_customer_can_cancel_and_nobody_is_asked_to_ship() {
        var order = bigOrder();
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mailsOf(order)).contains(CANCELED);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo(ModelContract.REFUND_CUSTOMER);
    }

    @Test
    void while_support_looks_a_customer_is_told_in_time_that_it_is_late_and_not_canceled_unheard() {
        dayWatch.start();
        var order = bigOrder();
        var promised = of(order).promisedOn().orElseThrow();
        timeGoesTo(calendar.endOf(promised).plusSeconds(60));
        assertThat(mailsOf(order)).contains(DELAYED);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);

        complete(order, Map.of("decision", "SHIP"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
    }

    @Test
    void support_can_enter_nothing_in_it_but_the_decision() {
        var order = bigOrder();
        var task = taskOf(order).getId();
        assertThat(submit(task, "{\"fulfillmentId\": {\"value\": 1, \"type\": \"Long\"}}"))
                .isEqualTo(400);
        assertThat(submit(
                        task, "{\"decision\": {\"value\": \"%s\", \"type\": \"String\"}}".formatted("x".repeat(5000))))
                .isEqualTo(400);
    }

    @Test
    void support_can_decide_nothing_but_what_the_form_lets_choose_and_has_to_decide() {
        var task = taskOf(bigOrder()).getId();
        assertThat(submitted(task, "{}").body()).contains("Decide: SHIP, WAIT.");
        assertThat(submitted(task, "{\"decision\": {\"value\": \"LATER\"}}").body())
                .contains("“LATER” can't be decided here; decide: SHIP, WAIT.");
        assertThat(submitted(task, "{\"decision\": {\"value\": \"WAIT\"}}").statusCode())
                .isEqualTo(204);
    }

    /** All of it lies in the warehouse. */
    private String bigOrder() {
        var supply = supply(backorder(0, null), 50, SUPPLY_COMES);
        var order = order(supply.sku(), 30);
        runJobs();
        receive(supply, 50);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        return order;
    }

    private String order(String sku, int units, String channel, String language) {
        return place(new NewOrder(
                unique("2026"),
                channel,
                new Customer("Ada Byron", unique("ada") + "@example.org", "US", language),
                null,
                false,
                null,
                List.of(new NewLine(sku, units, null)),
                null,
                true));
    }

    private boolean seenBy(String group, String task) {
        return tasks.createTaskQuery().taskId(task).taskCandidateGroup(group).count() == 1;
    }

    /** As Tasklist does it for whoever is logged in as support. */
    private int submit(String task, String variables) {
        return submitted(task, variables).statusCode();
    }

    private HttpResponse<String> submitted(String task, String variables) {
        return posted(
                "/engine-rest/task/%s/submit-form".formatted(task), "support", "{\"variables\": " + variables + "}");
    }

    private int post(String path, String user, String body) {
        return posted(path, user, body).statusCode();
    }

    private HttpResponse<String> posted(String path, String user, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes()))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
