package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@OverHttp
class ErrorsOverHttpTest {

    @Autowired
    private Caller shop;

    @Test
    void who_does_not_say_who_he_is_gets_nothing() {
        shop.as(null).get("/api/orders").is(401);
        shop.as("nobody").get("/api/orders").is(401);
        shop.as(null).post("/api/orders", "{}").is(401);
    }

    @ParameterizedTest
    @CsvSource({
        "warehouse, POST, /api/orders",
        "analyst, PUT, /api/offers/LAMP",
        "support, POST, /api/supplies/1/receipts",
        "integration, POST, /api/fulfillments/1/pin",
        "operations, POST, /api/clock/advance",
        "integration, GET, /api/stock/LAMP",
        "finance, POST, /api/orders/W-1/cancellation"
    })
    void what_a_role_may_not_do_is_forbidden(String user, String method, String address) {
        shop.as(user).send(method, address, BodyPublishers.noBody()).is(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/nothing", "/api/orders/", "/api/", "/api/offers/NONE", "/api/mails/0", "/api/supplies/x"})
    void what_is_not_there_is_not_found(String address) {
        shop.get(address).is(404);
        shop.with("Accept", "text/html").get(address).isProblem();
    }

    @Test
    void another_method_is_told_which_ones_there_are() {
        var refused =
                shop.send("DELETE", "/api/orders", BodyPublishers.noBody()).is(405);
        assertThat(refused.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
        assertThat(refused.text("/detail")).isEqualTo("This address does not take DELETE; it takes GET, POST.");
    }

    @Test
    void nothing_but_json_is_answered_and_nothing_is_done_before_that_is_clear() {
        shop.with("Accept", "text/html").get("/api/offers").is(406);
        shop.with("Accept", "application/xml")
                .post("/api/supplies", "{'reference': 'x', 'sku': 'UNACCEPTABLE', 'quantity': 1}")
                .is(406);
        shop.get("/api/stock/UNACCEPTABLE").is(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "nonsense",
                "application/json;charset=bogus"
            })
    void nothing_but_json_is_taken(String type) {
        shop.with("Content-Type", type).post("/api/supplies", "{}").is(415);
    }

    @Test
    void a_body_over_a_mebibyte_is_too_large_announced_or_not() {
        var body = "x".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8);
        shop.send("POST", "/api/orders", BodyPublishers.ofByteArray(body)).is(413);
        shop.send("POST", "/api/orders", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .is(413);
        shop.send("POST", "/api/orders/W-1/cancellation", BodyPublishers.ofByteArray(body))
                .is(413);
        shop.send("POST", "/api/orders", BodyPublishers.ofByteArray(body, 0, 1 << 20))
                .is(400);
        shop.send("POST", "/api/orders", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body, 0, 1 << 20)))
                .is(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/offers/%00",
                "/api/offers/a%2Fb",
                "/api/offers/a;b",
                "/api/offers/%25",
                "/api/offers/%FF",
                "/api/stock/a%0Ab",
                "/api//offers",
                "/api/offers?sku=%00",
                "/api/mails?to=%00"
            })
    void an_address_with_characters_that_nobody_takes_is_a_problem(String address) {
        var reply = shop.get(address);
        if (reply.status() != 200) {
            assertThat(reply.status()).as(reply.text()).isBetween(400, 404);
            reply.isProblem();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/offers/a|b HTTP/1.1",
                "GET /api/offers?x={y} HTTP/1.1",
                "BREW /api/offers HTTP/1.1",
                "GET /api/offers",
                "nonsense"
            })
    void what_is_no_request_is_a_problem_too(String line, @LocalServerPort int port) throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).containsPattern("\"status\":4\\d\\d").contains("\"detail\"");
            assertThat(answer).doesNotContain("<html").doesNotContain("Exception");
        }
    }
}
