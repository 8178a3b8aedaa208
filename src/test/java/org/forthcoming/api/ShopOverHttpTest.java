package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OverHttp
class ShopOverHttpTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    private Caller shop;

    @Test
    void an_offer_is_created_replaced_paused_and_resumed() {
        var created = shop.put("/api/offers/OFFER", offer("'limit': 0")).is(201);
        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/api/offers/OFFER");
        assertThat(created.at("/unitsLeft").asInt()).isZero();
        var replaced = shop.put("/api/offers/OFFER", offer("'limit': 5, 'whenUncovered': 'ACCEPT_UNDATED'"))
                .is(200);
        assertThat(replaced.at("/unitsLeft").asInt()).isEqualTo(5);
        assertThat(replaced.at("/nextPromise").isNull()).isTrue();
        assertThat(replaced.text("/price/amount")).isEqualTo("49.90");
        assertThat(shop.post("/api/offers/OFFER/pause", "{'reason': 'recall'}")
                        .is(200)
                        .text("/status"))
                .isEqualTo("PAUSED");
        shop.post("/api/orders", order(number(), "OFFER", 1)).is(422);
        assertThat(shop.post("/api/offers/OFFER/resume").is(200).text("/status"))
                .isEqualTo("OPEN");
        shop.get("/api/offers/NONE").is(404);
        assertThat(items(shop.get("/api/offers?size=500").is(200), "sku")).contains("OFFER");
    }

    @Test
    void a_supply_is_announced_changed_and_received() {
        shop.put("/api/offers/COMING", offer("")).is(201);
        var supply = shop.post(
                        "/api/supplies",
                        "{'reference': 'PO', 'sku': 'COMING', 'quantity': 10, 'expectedOn': '%s'}".formatted(in(20)))
                .is(201);
        var id = supply.text("/id");
        assertThat(supply.headers().firstValue("Location").orElseThrow()).endsWith("/api/supplies/" + id);
        assertThat(shop.get("/api/offers/COMING").is(200).at("/nextPromise/on").isTextual())
                .isTrue();
        placed(number(), "COMING", 4);
        var later = shop.patch("/api/supplies/" + id, "{'expectedOn': '%s', 'reason': 'storm'}".formatted(in(30)))
                .is(200);
        assertThat(later.at("/promisesMoved").asInt()).isEqualTo(1);
        assertThat(later.at("/pegged").asInt()).isEqualTo(4);
        assertThat(shop.patch("/api/supplies/" + id, "{'quantity': 12}").is(200).text("/expectedOn"))
                .isEqualTo(in(30));
        assertThat(shop.patch("/api/supplies/" + id, "{'expectedOn': null}")
                        .is(200)
                        .at("/expectedOn")
                        .isNull())
                .isTrue();
        var receipt = shop.post("/api/supplies/" + id + "/receipts", "{'quantity': 6, 'reference': 'DN'}")
                .is(200);
        assertThat(receipt.at("/allocatedUnits").asInt()).isEqualTo(4);
        assertThat(receipt.at("/allocatedFulfillments").asInt()).isEqualTo(1);
        assertThat(receipt.at("/onHand").asInt()).isEqualTo(6);
        assertThat(shop.post("/api/supplies/" + id + "/receipts", "{'quantity': 6, 'reference': 'DN'}")
                        .is(200)
                        .at("/onHand")
                        .asInt())
                .isEqualTo(6);
        shop.post("/api/supplies/" + id + "/receipts", "{'quantity': 7, 'reference': 'DN'}")
                .is(409);
        shop.patch("/api/supplies/" + id, "{'quantity': 5}").is(409);
        assertThat(shop.get("/api/supplies/" + id).is(200).at("/received").asInt())
                .isEqualTo(6);
        assertThat(items(shop.get("/api/supplies?sku=COMING").is(200), "id")).containsExactly(id);
    }

    @Test
    void stock_is_adjusted_but_never_below_what_is_allocated() {
        inStock("STOCK", 5);
        placed(number(), "STOCK", 3);
        shop.post("/api/stock/STOCK/adjustments", "{'quantity': -3, 'reason': 'sold'}")
                .is(409);
        var level = shop.post("/api/stock/STOCK/adjustments", "{'quantity': -2, 'reason': 'sold'}")
                .is(200);
        assertThat(level.at("/onHand").asInt()).isEqualTo(3);
        assertThat(shop.get("/api/stock/STOCK").is(200).at("/allocated").asInt())
                .isEqualTo(3);
        shop.get("/api/stock/NONE").is(404);
        shop.post("/api/stock/NONE/adjustments", "{'quantity': 1, 'reason': 'found'}")
                .is(404);
    }

    @Test
    void the_same_order_again_is_the_same_order_and_another_is_refused() {
        inStock("AGAIN", 5);
        var number = "A#" + number();
        var created = shop.post("/api/orders", order(number, "AGAIN", 1)).is(201);
        assertThat(created.headers().firstValue("Location").orElseThrow())
                .endsWith("/api/orders/" + number.replace("#", "%23"));
        var again = shop.post("/api/orders", order(number, "AGAIN", 1)).is(200);
        assertThat(again.text("/fulfillments/0/id")).isEqualTo(created.text("/fulfillments/0/id"));
        shop.post("/api/orders", order(number, "AGAIN", 2)).is(409);
        assertThat(shop.get("/api/orders/" + number.replace("#", "%23")).is(200).text("/total/amount"))
                .isEqualTo("49.90");
    }

    @Test
    void what_the_offers_refuse_names_the_skus_and_leaves_the_number_free() {
        inStock("FEW", 1);
        var number = number();
        var refused = shop.post("/api/orders", order(number, "FEW", 2)).is(422);
        assertThat(refused.text("/detail")).contains("FEW");
        assertThat(refused.text("/errors/0/field")).isEqualTo("lines[0].sku");
        assertThat(shop.post("/api/orders", order(number, "UNHEARD-OF", 2))
                        .is(422)
                        .text("/detail"))
                .contains("UNHEARD-OF");
        shop.post("/api/orders", order(number, "FEW", 1)).is(201);
    }

    @Test
    void a_fulfillment_is_shipped_delivered_and_rated() {
        inStock("WHOLE", 5);
        var order = placed(number(), "WHOLE", 2);
        var part = "/api/fulfillments/" + order.at("/fulfillments/0/id").asText();
        assertThat(order.at("/fulfillments/0/status").asText()).isEqualTo("READY_TO_SHIP");
        assertThat(order.at("/fulfillments/0/lines/0/allocated").asInt()).isEqualTo(2);
        shop.post(part + "/delivery").is(409);
        shop.post(part + "/feedback", "{'rating': 5}").is(409);
        var shipment = "{'carrier': 'DHL', 'trackingNumber': '4711'}";
        var shipped = shop.as("warehouse").post(part + "/shipment", shipment).is(200);
        assertThat(shipped.text("/status")).isEqualTo("SHIPPED");
        assertThat(shipped.text("/shipment/trackingNumber")).isEqualTo("4711");
        shop.post(part + "/shipment", shipment).is(200);
        shop.post(part + "/shipment", "{'carrier': 'DHL', 'trackingNumber': '4712'}")
                .is(409);
        shop.post(part + "/cancellation").is(409);
        shop.as("integration").post(part + "/delivery").is(200);
        assertThat(shop.as("support")
                        .post(part + "/feedback", "{'rating': 5, 'comment': 'Fine.'}")
                        .is(200)
                        .text("/feedback/comment"))
                .isEqualTo("Fine.");
        shop.post(part + "/feedback", "{'rating': 5}").is(409);
        assertThat(shop.get(part + "/history").is(200).json().findValuesAsText("what"))
                .startsWith("PROMISED", "ALLOCATED")
                .contains("SHIPPED", "DELIVERED", "FEEDBACK");
        assertThat(shop.get(part + "/history").json().findValuesAsText("by")).contains("warehouse", "integration");
    }

    @Test
    void a_fulfillment_is_canceled_by_quantity_then_whole() {
        inStock("LESS", 5);
        var order = placed(number(), "LESS", 3);
        var part = "/api/fulfillments/" + order.at("/fulfillments/0/id").asText() + "/cancellation";
        var lower = "{'lines': [{'sku': 'LESS', 'quantity': 1}], 'reason': 'enough'}";
        assertThat(shop.as("support")
                        .post(part, lower)
                        .is(200)
                        .at("/lines/0/quantity")
                        .asInt())
                .isEqualTo(2);
        shop.post(part, "{'lines': [{'sku': 'LESS', 'quantity': 3}]}").is(409);
        shop.post(part, "{'lines': [{'sku': 'OTHER', 'quantity': 1}]}").is(400);
        assertThat(shop.post(part).is(200).text("/status")).isEqualTo("CANCELED");
        shop.post("/api/fulfillments/999999/cancellation").is(404);
    }

    @Test
    void an_order_is_canceled_whole() {
        inStock("GONE", 5);
        var number = number();
        placed(number, "GONE", 3);
        assertThat(shop.post("/api/orders/" + number + "/cancellation", "{'reason': 'no longer'}")
                        .is(200)
                        .text("/status"))
                .isEqualTo("CANCELED");
        assertThat(shop.get("/api/stock/GONE").at("/allocated").asInt()).isZero();
        shop.post("/api/orders/NONE/cancellation").is(404);
    }

    @Test
    void an_unpaid_order_is_paid_with_what_it_costs() {
        inStock("PAY", 5);
        var number = number();
        var today = shop.get("/api/clock").text("/today");
        shop.post("/api/orders", order(number, "PAY", 1).replace("{'number'", "{'paid': false, 'number'"))
                .is(201);
        var payment = "{'amount': {'amount': '%s', 'currency': 'EUR'}, 'paidOn': '%s'}";
        shop.post("/api/orders/" + number + "/payment", payment.formatted("1.00", today))
                .is(409);
        assertThat(shop.as("finance")
                        .post("/api/orders/" + number + "/payment", payment.formatted("49.90", today))
                        .is(200)
                        .at("/paid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void who_waits_longer_is_served_first_unless_somebody_is_pinned() {
        shop.put("/api/offers/QUEUE", offer("")).is(201);
        var supply = supply("QUEUE", 3, in(10));
        placed(number(), "QUEUE", 2);
        var second = placed(number(), "QUEUE", 1).at("/fulfillments/0");
        assertThat(second.path("unitsAhead").asInt()).isEqualTo(2);
        assertThat(items(shop.get("/api/blocked?size=500").is(200), "sku")).contains("QUEUE");
        var pinned = shop.as("operations")
                .post("/api/fulfillments/" + second.path("id").asText() + "/pin")
                .is(200);
        assertThat(pinned.at("/unitsAhead").asInt()).isZero();
        shop.as("warehouse")
                .post("/api/supplies/" + supply + "/receipts", "{'quantity': 1}")
                .is(200);
        assertThat(shop.get("/api/blocked?size=500").json().path("items")).anySatisfy(blocked -> {
            assertThat(blocked.path("sku").asText()).isEqualTo("QUEUE");
            assertThat(blocked.path("fulfillmentsWaiting").asInt()).isEqualTo(1);
            assertThat(blocked.path("unitsWaiting").asInt()).isEqualTo(2);
            assertThat(blocked.at("/coming/0/quantity").asInt()).isEqualTo(2);
            assertThat(blocked.path("releasableNow").asInt()).isZero();
        });
    }

    @Test
    void orders_are_listed_oldest_first_by_status_sku_and_customer() {
        inStock("LISTED", 50);
        var first = number();
        var second = number();
        placed(first, "LISTED", 1);
        placed(second, "LISTED", 1);
        assertThat(items(
                        shop.get("/api/orders?sku=LISTED&email=ADA@Customer.Example&status=READY_TO_SHIP")
                                .is(200),
                        "number"))
                .containsExactly(first, second);
        var page = shop.get("/api/orders?sku=LISTED&page=1&size=1").is(200);
        assertThat(items(page, "number")).containsExactly(second);
        assertThat(page.at("/total").asInt()).isEqualTo(2);
        assertThat(items(shop.get("/api/orders?sku=LISTED&status=CANCELED").is(200), "number"))
                .isEmpty();
    }

    @Test
    void only_those_who_may_act_for_customers_see_their_links() {
        inStock("LINK", 5);
        var number = number();
        placed(number, "LINK", 1);
        shop.post("/api/clock/advance", "{'by': 'PT1M'}").is(200); // so that the mail is sent
        var mail = "/api/mails/" + shop.get("/api/mails?order=" + number).text("/items/0/id");
        for (var user : new String[] {"demo", "support", "integration"}) {
            assertThat(shop.as(user).get("/api/orders/" + number).is(200).text("/customerPage"))
                    .contains("/orders/" + number + "?")
                    .matches(".*&signature=[0-9a-f]{64}");
            assertThat(shop.as(user).get(mail).is(200).text("/html")).contains("signature=");
        }
        for (var user : new String[] {"warehouse", "finance", "operations", "analyst"}) {
            assertThat(shop.as(user)
                            .get("/api/orders/" + number)
                            .is(200)
                            .at("/customerPage")
                            .isMissingNode())
                    .isTrue();
            assertThat(shop.as(user).get("/api/orders?sku=LINK").is(200).text()).doesNotContain("signature=");
            assertThat(shop.as(user).get(mail).is(200).text())
                    .doesNotContain("signature=")
                    .contains(number);
        }
    }

    @Test
    void mails_are_found_by_order_address_and_notice() {
        inStock("MAIL", 5);
        var number = number();
        placed(number, "MAIL", 1);
        shop.post("/api/clock/advance", "{'by': 'PT1M'}").is(200);
        var found = shop.get("/api/mails?order=" + number + "&to=ADA@customer.example&notice=ORDER_CONFIRMED")
                .is(200);
        assertThat(items(found, "order")).containsExactly(number);
        assertThat(found.text("/items/0/status")).isEqualTo("KEPT");
        assertThat(shop.get("/api/mails/" + found.text("/items/0/id")).text("/text"))
                .contains(number);
        assertThat(items(shop.get("/api/mails?order=" + number + "&notice=REFUNDED"), "id"))
                .isEmpty();
    }

    @Test
    void the_clock_moves_ahead() {
        var before = LocalDate.parse(shop.get("/api/clock").is(200).text("/today"));
        var after = shop.post("/api/clock/advance", "{'by': 'P1D'}").is(200);
        assertThat(after.text("/zone")).isEqualTo("UTC");
        assertThat(LocalDate.parse(after.text("/today"))).isAfter(before);
    }

    @Test
    void five_hundred_orders_are_read_with_a_handful_of_statements(@Autowired OrderBook book) {
        inStock("MANY", 3);
        placed(number(), "MANY", 1);
        var few = Statements.of(() -> book.page(null, "MANY", null, new Paging(0, 500), true));
        supply("MANY", 100, in(10));
        for (int i = 0; i < 20; i++) {
            placed(number(), "MANY", 2);
        }
        var many = Statements.of(() -> book.page(null, "MANY", null, new Paging(0, 500), true));
        assertThat(many).isLessThanOrEqualTo(few + 2).isLessThanOrEqualTo(10).isPositive();
    }

    private JsonNode placed(String number, String sku, int quantity) {
        return shop.post("/api/orders", order(number, sku, quantity)).is(201).json();
    }

    private void inStock(String sku, int units) {
        shop.put("/api/offers/" + sku, offer("")).is(201);
        var supply = supply(sku, units, in(1));
        shop.post("/api/supplies/" + supply + "/receipts", "{'quantity': %d}".formatted(units))
                .is(200);
    }

    private String supply(String sku, int units, String expectedOn) {
        return shop.post(
                        "/api/supplies",
                        "{'reference': 'PO-%s', 'sku': '%s', 'quantity': %d, 'expectedOn': '%s'}"
                                .formatted(sku, sku, units, expectedOn))
                .is(201)
                .text("/id");
    }

    /** A day so many days from the shop's today. */
    private String in(int days) {
        return LocalDate.parse(shop.get("/api/clock").text("/today"))
                .plusDays(days)
                .toString();
    }

    private static String offer(String more) {
        return "{'title': 'Lamp', 'kind': 'BACKORDER', 'price': {'amount': '49.90', 'currency': 'EUR'}%s}"
                .formatted(more.isEmpty() ? "" : ", " + more);
    }

    private static String order(String number, String sku, int quantity) {
        return """
                {'number': '%s', 'customer': {'name': 'Ada', 'email': 'ada@customer.example', 'country': 'US'},
                 'lines': [{'sku': '%s', 'quantity': %d}]}""".formatted(number, sku, quantity);
    }

    private static String number() {
        return "W-" + NUMBERS.incrementAndGet();
    }

    private static Iterable<String> items(Caller.Reply reply, String field) {
        return reply.json().path("items").findValuesAsText(field);
    }
}
