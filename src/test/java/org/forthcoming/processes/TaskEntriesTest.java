package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.forthcoming.orders.FulfillmentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Bad entries in user tasks are refused with a sentence, whichever way they come. */
class TaskEntriesTest extends ProcessTest {

    private static final LocalDate ARRIVAL = LocalDate.of(2026, 3, 9);

    @Autowired
    TestRestTemplate http;

    @ParameterizedTest
    @ValueSource(strings = {"complete", "submit-form", "resolve", "%63omplete"})
    void a_shipment_without_a_tracking_number_is_refused(String act) {
        var order = readyToShip();
        var answer = submit("warehouse", order, act, Map.of("carrier", "DHL"));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json;charset=UTF-8");
        assertThat(answer.getBody()).contains("Tell the tracking number, in at most 100 characters.");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void a_complete_shipment_is_recorded_with_who_reported_it() {
        var order = readyToShip();
        var answer = submit("warehouse", order, "submit-form", Map.of("carrier", "DHL", "trackingNumber", "JD01"));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
        assertThat(proof.findByFulfillmentIdOrderById(id(order)))
                .anySatisfy(entry -> assertThat(entry.by()).isEqualTo("warehouse"));
    }

    @Test
    void a_refund_of_another_amount_or_on_a_day_to_come_is_refused() {
        var order = order(backorder(10, ARRIVAL), 1);
        done(fulfilling.cancel(id(order), List.of(), null, "support"));

        assertThat(submit("finance", order, "complete", Map.of("refundedAmount", "19.99"))
                        .getBody())
                .contains("The refunded amount must be what is due: 20.00.");
        assertThat(submit("finance", order, "complete", Map.of("refundedOn", "2026-03-03"))
                        .getBody())
                .contains("2026-03-03 lies ahead");
        assertThat(submit("finance", order, "complete", Map.of("refundedOn", "tomorrow"))
                        .getBody())
                .contains("“tomorrow” is no day; write it like 2026-03-31.");
        assertThat(submit("finance", order, "complete", Map.of()).getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(tasksOf(order)).isEmpty();
    }

    @Test
    void nobody_turns_a_task_to_another_fulfillment() {
        var order = readyToShip();
        for (var other : List.of("fulfillmentId", "askForFeedback", "reported", "anything")) {
            var answer =
                    submit("warehouse", order, "complete", Map.of("carrier", "DHL", "trackingNumber", "1", other, "1"));
            assertThat(answer.getBody())
                    .contains(other + " can't be entered in this task; it takes carrier, trackingNumber.");
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"variables\": {\"fulfillmentId\": {\"value\": 1}}} x",
                "{\"variables\": {}, \"variables\": {\"fulfillmentId\": {\"value\": 1}}}",
                "{\"variables\": {\"fulfillmentId\": {\"value\": \"a\\nb\"}}}",
                "[]",
                "no JSON"
            })
    void what_the_check_can_not_read_the_engine_does_not_get_to_read_either(String body) {
        var order = readyToShip();
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        var answer = http.withBasicAuth("warehouse", "warehouse")
                .postForEntity(
                        "/engine-rest/task/" + taskOf(order).getId() + "/complete",
                        new HttpEntity<>(body, headers),
                        String.class);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).containsAnyOf("one JSON object", "can't be entered");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void a_text_may_have_several_lines_but_no_control_characters() {
        var order = readyToShip();
        assertThat(submit("warehouse", order, "complete", Map.of("carrier", "D\u0000HL", "trackingNumber", "1"))
                        .getBody())
                .contains("A text must not hold control characters.");
        assertThat(submit("warehouse", order, "complete", Map.of("carrier", "DHL\nExpress", "trackingNumber", "1"))
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'value': 'REhM', 'type': 'Bytes'}",
                "{'value': 'REhM', 'type': 'File', 'valueInfo': {'filename': 'x'}}",
                "{'value': 'DHL', 'type': 'Object', 'valueInfo': {'objectTypeName': 'java.lang.String',"
                        + " 'serializationDataFormat': 'application/json'}}",
                "{'value': 'DHL', 'type': 'Null'}",
                "{'value': '2026-01-01T00:00:00.000+0000', 'type': 'Date'}",
                "{'value': ['DHL']}",
                "{'value': {'name': 'DHL'}}",
                "{'value': true}"
            })
    void what_is_neither_text_nor_number_is_refused(String carrier) {
        var order = readyToShip();
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        var body = "{'variables': {'carrier': %s, 'trackingNumber': {'value': 1}}}".formatted(carrier);
        var answer = http.withBasicAuth("warehouse", "warehouse")
                .postForEntity(
                        "/engine-rest/task/" + taskOf(order).getId() + "/complete",
                        new HttpEntity<>(body.replace('\'', '"'), headers),
                        String.class);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody()).contains("carrier must be a text or a number.");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void the_task_to_pack_says_what_is_left_after_a_quantity_was_lowered() {
        var sku = backorder(0, null);
        receive(supply(sku, 10, ARRIVAL), 10);
        var order = order(sku, 3);
        done(fulfilling.lowerTo(id(order), sku, 2, "customer"));
        var packing = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_PackAndShip")
                .singleResult();
        var about = tasks.getVariableLocal(packing.getId(), "about").toString();
        assertThat(about).contains("2 | " + sku).doesNotContain("3 | " + sku);
    }

    @Test
    void a_task_that_there_is_not_is_left_to_the_engine() {
        var answer = http.withBasicAuth("demo", "demo")
                .postForEntity("/engine-rest/task/nothing/complete", Map.of("variables", Map.of()), String.class);
        assertThat(answer.getStatusCode().is4xxClientError()
                        || answer.getStatusCode().is5xxServerError())
                .isTrue();
    }

    private ResponseEntity<String> submit(String user, String order, String act, Map<String, Object> entered) {
        var variables = entered.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Map.of("value", entry.getValue())));
        return http.withBasicAuth(user, user)
                .postForEntity(
                        java.net.URI.create(http.getRootUri() + "/engine-rest/task/"
                                + taskOf(order).getId() + "/" + act),
                        Map.of("variables", variables),
                        String.class);
    }

    private String readyToShip() {
        var sku = backorder(0, null);
        receive(supply(sku, 10, ARRIVAL), 10);
        return order(sku, 1);
    }
}
