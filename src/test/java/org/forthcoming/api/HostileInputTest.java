package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Throws nonsense at every call that the API describes; the seed is fixed, so that a failure comes again. */
@OverHttp
class HostileInputTest {

    private static final long SEED = 20260301;
    private static final int TRIES = 40;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, String> BODIES = Map.of(
            "/api/offers/{sku}",
            "{'title': 'Lamp', 'kind': 'PREORDER', 'price': {'amount': '1.00', 'currency': 'EUR'}, 'releaseOn': '2030-01-01',"
                    + " 'limit': 5, 'incentives': [{'type': 'DISCOUNT', 'value': '10 %'}], 'description': 'x'}",
            "/api/offers/{sku}/pause",
            "{'reason': 'x'}",
            "/api/supplies",
            "{'reference': 'x', 'sku': 'LAMP', 'quantity': 1, 'expectedOn': '2030-01-01'}",
            "/api/supplies/{id}",
            "{'expectedOn': '2030-01-01', 'quantity': 5, 'reason': 'x'}",
            "/api/supplies/{id}/receipts",
            "{'quantity': 1, 'reference': 'x'}",
            "/api/stock/{sku}/adjustments",
            "{'quantity': 1, 'reason': 'x'}",
            "/api/orders",
            "{'number': 'X', 'customer': {'name': 'A', 'email': 'a@b.example', 'country': 'US', 'locale': 'de'},"
                    + " 'deliverTo': {'name': 'A', 'street': 'B', 'postalCode': '1', 'city': 'C', 'country': 'US'},"
                    + " 'shippingFee': {'amount': '5', 'currency': 'EUR'}, 'shipping': 'TOGETHER', 'paid': true,"
                    + " 'lines': [{'sku': 'LAMP', 'quantity': 1, 'unitPrice': {'amount': '1', 'currency': 'EUR'}}]}",
            "/api/orders/{number}/payment",
            "{'amount': {'amount': '1', 'currency': 'EUR'}, 'paidOn': '2026-01-01'}",
            "/api/fulfillments/{id}/cancellation",
            "{'lines': [{'sku': 'LAMP', 'quantity': 1}], 'reason': 'x'}",
            "/api/fulfillments/{id}/shipment",
            "{'carrier': 'x', 'trackingNumber': 'y'}");

    private static final String[] TEXTS = {
        "",
        " ",
        "\0",
        "a\0b",
        "\n",
        "\ud800",
        "\u202e",
        "😀".repeat(40),
        "x".repeat(5000),
        "-1",
        "0",
        "null",
        "true",
        "1e400",
        "NaN",
        "9999-12-31",
        "2026-02-30",
        "P1D",
        "'; drop table orders; --",
        "${7*7}",
        "<script>",
        "../..",
        "%00",
        "EUR",
        "XXX",
        "999999999999",
        "12345678901234567890",
        "0.001",
        "a@b",
        "C:\\x",
        "LAMP",
        "10 %",
        "-5 %"
    };

    private final Random random = new Random(SEED);

    @Autowired
    private Caller shop;

    @Test
    void nothing_that_is_sent_makes_the_server_fail() throws Exception {
        shop.put(
                "/api/offers/LAMP",
                BODIES.get("/api/offers/{sku}").replace("'limit': 5", "'whenUncovered': 'ACCEPT_UNDATED'"));
        var supply =
                shop.post("/api/supplies", BODIES.get("/api/supplies")).is(201).text("/id");
        var order = shop.post("/api/orders", BODIES.get("/api/orders")).is(201);
        var paths = shop.get("/v3/api-docs").json().path("paths");
        var failures = new ArrayList<String>();
        for (var path : paths.properties()) {
            for (var call : path.getValue().properties()) {
                for (int i = 0; i < TRIES; i++) {
                    var address = path.getKey()
                            .replace("{sku}", pick("LAMP", parameter()))
                            .replace("{number}", pick("X", parameter()))
                            .replace(
                                    "{id}",
                                    pick(
                                            path.getKey().contains("supplies")
                                                    ? supply
                                                    : order.text("/fulfillments/0/id"),
                                            parameter()));
                    var query = new StringBuilder();
                    for (var parameter : call.getValue().path("parameters")) {
                        if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                            query.append(query.isEmpty() ? '?' : '&')
                                    .append(parameter.path("name").asText())
                                    .append('=')
                                    .append(parameter());
                        }
                    }
                    var body = call.getValue().has("requestBody") ? body(path.getKey()) : "";
                    attempt(call.getKey().toUpperCase(), address + query, body, failures);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private void attempt(String method, String address, String body, List<String> failures) {
        if (address.startsWith("/api/clock/advance")) {
            return; // valid ones would move the clock by years; the invalid ones are tested elsewhere
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var reply = shop.send(
                method, address, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        if (reply.status() >= 500) {
            failures.add("%d %s %s %s -> %s".formatted(reply.status(), method, address, body, reply.text()));
        } else if (reply.status() >= 400) {
            reply.isProblem();
        }
    }

    /** A valid body with one value, sometimes several, turned into something else; or no JSON at all. */
    private String body(String path) throws Exception {
        var valid = BODIES.getOrDefault(path, "{'reason': 'x', 'rating': 3, 'comment': 'y'}")
                .replace('\'', '"');
        if (random.nextInt(8) == 0) {
            var cut = valid.substring(0, random.nextInt(valid.length()));
            return pick(cut, pick("[" + valid + "]", "\ufeff" + valid + "}"));
        }
        var body = MAPPER.readTree(valid);
        for (int i = 0; i <= random.nextInt(3); i++) {
            spoil(body);
        }
        return MAPPER.writeValueAsString(body);
    }

    private void spoil(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            var name = names.get(random.nextInt(names.size()));
            var child = object.get(name);
            if (child.isContainerNode() && random.nextBoolean()) {
                spoil(child);
            } else if (random.nextInt(10) == 0) {
                object.set("another", value());
            } else {
                object.set(name, value());
            }
        } else if (node instanceof ArrayNode list && !list.isEmpty()) {
            if (random.nextBoolean()) {
                spoil(list.get(0));
            } else {
                list.set(0, value());
            }
        }
    }

    private JsonNode value() {
        var make = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextInt());
            case 3 -> make.numberNode(random.nextLong());
            case 4 -> make.numberNode(random.nextDouble());
            case 5 -> make.arrayNode().add(1);
            case 6 ->
                make.objectNode()
                        .put("amount", TEXTS[random.nextInt(TEXTS.length)])
                        .put("currency", "EUR");
            default -> make.textNode(TEXTS[random.nextInt(TEXTS.length)]);
        };
    }

    private String parameter() {
        return URLEncoder.encode(TEXTS[random.nextInt(TEXTS.length)], StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private String pick(String one, String other) {
        return random.nextBoolean() ? one : other;
    }
}
