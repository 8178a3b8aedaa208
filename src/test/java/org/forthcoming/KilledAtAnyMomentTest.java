package org.forthcoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.forthcoming.communication.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while it places, re-promises, tells, allocates and mails: nothing is lost, nothing doubled. */
class KilledAtAnyMomentTest {

    private static final int ORDERS = 120;
    private static final int SHIPMENTS = 8;
    private static final int TOLD_OF_THE_FIRST_SLIP = 5;

    private MailServer mailServer;

    /** Mails that the mail server took before the second slip was known, be the last of them known as sent or not. */
    private int toldOfTheFirstSlip;

    private int heardBeforeTheSecondSlip;

    private final ExecutorService shops = Executors.newFixedThreadPool(4);

    @TempDir
    Path folder;

    @BeforeEach
    void startMailServer() throws IOException {
        mailServer = new MailServer("NOTHING");
    }

    @AfterEach
    void stop() {
        shops.shutdownNow();
        mailServer.close();
    }

    @Test
    void nothing_is_lost_or_doubled_on_h2() throws Exception {
        nothingIsLostOrDoubled("jdbc:h2:file:" + folder.resolve("forthcoming"), "sa");
    }

    @Test
    void nothing_is_lost_or_doubled_on_postgresql() throws Exception {
        nothingIsLostOrDoubled(Postgres.freshDatabase(), "postgres");
    }

    private void nothingIsLostOrDoubled(String databaseUrl, String user) throws Exception {
        try (var shop = new ShopProcess(
                folder,
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailServer.port(),
                "--forthcoming.inventory.batch-size=10")) {
            shop.start();
            var supply = announceLamps(shop);

            killedWhilePlacing(shop);
            awaitSent(shop, "ORDER_CONFIRMED", ORDERS);
            killedWhileRepromising(shop, supply);
            killedWhileTelling(shop, supply);
            everyoneWasToldTheLastDayOnce(shop);
            killedWhileAllocating(shop, supply);

            everyOrderIsReadyOnce(shop);
            killedWhileMailing(shop);
            everyMailWentOutAsOneMessage(shop);
        }
    }

    private static String announceLamps(ShopProcess shop) throws Exception {
        var arrival = dayIn(shop, 20);
        shop.call("PUT", "/api/offers/LAMP", """
                {"title": "Lamp", "kind": "BACKORDER", "price": {"amount": "20.00", "currency": "EUR"}}""");
        var supply = """
                {"reference": "PO-1", "sku": "LAMP", "quantity": 500, "expectedOn": "%s"}""".formatted(arrival);
        return shop.call("POST", "/api/supplies", supply).body().get("id").asText();
    }

    private void killedWhilePlacing(ShopProcess shop) throws Exception {
        var someArePlaced = new CountDownLatch(ORDERS / 3);
        var allArePlaced = new CountDownLatch(ORDERS);
        IntStream.range(0, ORDERS)
                .forEach(number -> shops.submit(() -> {
                    var answer = shop.callUntilAnswered("POST", "/api/orders", order(number));
                    assertThat(answer.status()).isIn(200, 201);
                    someArePlaced.countDown();
                    allArePlaced.countDown();
                }));
        assertThat(someArePlaced.await(2, TimeUnit.MINUTES)).isTrue();
        shop.kill();
        shop.start();
        assertThat(allArePlaced.await(3, TimeUnit.MINUTES))
                .as("every order is placed after the restart")
                .isTrue();
    }

    private static String dayIn(ShopProcess shop, int days) throws IOException {
        var today = shop.call("GET", "/api/clock", null).body().get("today").asText();
        return LocalDate.parse(today).plusDays(days).toString();
    }

    private static void slip(ShopProcess shop, String supply, int days, String reason) throws IOException {
        var change = """
                {"expectedOn": "%s", "reason": "%s"}""".formatted(dayIn(shop, days), reason);
        assertThat(shop.call("PATCH", "/api/supplies/" + supply, change)
                        .body()
                        .get("remaining")
                        .asInt())
                .as("most are still to be re-promised")
                .isPositive();
    }

    private static void killedWhileRepromising(ShopProcess shop, String supply) throws Exception {
        slip(shop, supply, 40, "a strike");
        shop.kill();
        shop.start();
        awaitOneDayExpectedOfAll(shop);
    }

    private static void awaitOneDayExpectedOfAll(ShopProcess shop) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> fulfillments(shop)
                                .map(part -> part.get("expectedOn"))
                                .distinct()
                                .count()
                        == 1);
    }

    /** The second slip comes while the first is being told; whoever has not heard of that one never will. */
    private void killedWhileTelling(ShopProcess shop, String supply) throws Exception {
        var heardBefore = messageIds().size();
        mailServer.stallAfter(TOLD_OF_THE_FIRST_SLIP);
        var clock = shops.submit(() -> advance(shop, "PT31M"));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> mailServer.unanswered() > 0);
        slip(shop, supply, 47, "another strike");
        shop.kill();
        assertThat(clock.get()).as("it was cut off").isFalse();
        heardBeforeTheSecondSlip = messageIds().size();
        toldOfTheFirstSlip = heardBeforeTheSecondSlip - heardBefore;
        mailServer.goOn();
        shop.start();
        awaitOneDayExpectedOfAll(shop);
        assertThat(advance(shop, "PT33M")).isTrue();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> mails(shop, "DELAYED").allMatch(mail -> hasStatus(mail, "SENT")));
    }

    private static boolean advance(ShopProcess shop, String by) {
        try {
            return shop.call("POST", "/api/clock/advance", "{\"by\": \"%s\"}".formatted(by))
                            .status()
                    == 200;
        } catch (IOException killed) {
            return false;
        }
    }

    private void everyoneWasToldTheLastDayOnce(ShopProcess shop) throws Exception {
        var mails = mails(shop, "DELAYED").toList();
        var last = new HashMap<String, JsonNode>();
        mails.forEach(mail -> last.put(mail.get("order").asText(), mail));
        assertThat(last).hasSize(ORDERS);
        assertThat(mails.size() - ORDERS)
                .as("only who had heard of the first slip before the second one was known heard of both")
                .isEqualTo(TOLD_OF_THE_FIRST_SLIP);
        var known = last.values().stream()
                .map(mail -> "Message-ID: " + mail.get("messageId").asText())
                .toList();
        var heard = messageIds();
        assertThat(heard.subList(heardBeforeTheSecondSlip, heard.size()))
                .as("since then nobody was told of the first slip, and each once of the second")
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(fulfillments(shop).map(part -> part.get("promisedOn")).distinct())
                .as("the last day is what everybody knows")
                .hasSize(1);
        for (var fulfillment : fulfillments(shop).toList()) {
            assertThat(fulfillment.get("promisedOn")).isEqualTo(fulfillment.get("expectedOn"));
        }
        for (var entry : last.entrySet()) {
            var mail = entry.getValue();
            var path = "/api/fulfillments/%s/history"
                    .formatted(mail.get("fulfillment").asText());
            var history = shop.call("GET", path, null).body();
            var promises = StreamSupport.stream(history.spliterator(), false)
                    .filter(fact -> fact.get("what").asText().equals("RE_PROMISED"))
                    .map(fact -> fact.get("details").asText())
                    .toList();
            assertThat(promises)
                    .as("one entry for each promise")
                    .doesNotHaveDuplicates()
                    .hasSize(mail.get("promiseVersion").asInt() - 1);
        }
    }

    private static Stream<JsonNode> fulfillments(ShopProcess shop) throws IOException {
        var orders = shop.call("GET", "/api/orders?size=500", null).body().get("items");
        return StreamSupport.stream(orders.spliterator(), false).map(order -> order.at("/fulfillments/0"));
    }

    private static void killedWhileAllocating(ShopProcess shop, String supply) throws Exception {
        var path = "/api/supplies/%s/receipts".formatted(supply);
        var receipt = """
                {"quantity": 500, "reference": "truck 1"}""";
        var received = shop.call("POST", path, receipt);
        shop.kill();
        assertThat(received.body().get("remaining").asInt())
                .as("most were not gone through yet")
                .isPositive();
        shop.start();
        var again = shop.call("POST", path, receipt);
        assertThat(again.status()).isIn(200, 201);
        assertThat(again.body().get("onHand").asInt()).isEqualTo(500);
    }

    private static void everyOrderIsReadyOnce(ShopProcess shop) throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> readyOrders(shop) == ORDERS);
        var stock = shop.call("GET", "/api/stock/LAMP", null).body();
        assertThat(stock.get("onHand").asInt()).isEqualTo(500);
        assertThat(stock.get("allocated").asInt()).isEqualTo(ORDERS);
        assertThat(stock.get("waiting").asInt()).isZero();
    }

    private static int readyOrders(ShopProcess shop) throws Exception {
        var page = shop.call("GET", "/api/orders?status=READY_TO_SHIP&size=1", null);
        return page.body().get("total").asInt();
    }

    /** The mail server has each of these mails, and nobody knows: they must go out again. */
    private void killedWhileMailing(ShopProcess shop) throws Exception {
        var page = shop.call("GET", "/api/orders?status=READY_TO_SHIP&size=" + SHIPMENTS, null);
        mailServer.stall();
        for (var order : page.body().get("items")) {
            var path = "/api/fulfillments/%s/shipment"
                    .formatted(order.at("/fulfillments/0/id").asText());
            var shipment = """
                    {"carrier": "DHL", "trackingNumber": "%s"}""".formatted(order.get("number").asText());
            assertThat(shop.call("POST", path, shipment).status()).isEqualTo(200);
        }
        Awaitility.await().until(() -> mailServer.unanswered() > 0);
        shop.kill();
        var unanswered = mailServer.unanswered();
        var takenBefore = messageIds();
        mailServer.goOn();
        shop.start();
        awaitSent(shop, "SHIPPED", SHIPMENTS);
        var unsure = takenBefore.subList(takenBefore.size() - unanswered, takenBefore.size());
        assertThat(messageIds().subList(takenBefore.size(), messageIds().size()))
                .as("what the mail server may have or not goes out again under the same id")
                .containsAll(unsure);
    }

    private void everyMailWentOutAsOneMessage(ShopProcess shop) throws Exception {
        assertThat(sent(shop, "ORDER_CONFIRMED")).isEqualTo(ORDERS);
        assertThat(messageIds().stream().distinct())
                .as("a mail repeated after a kill is the same message")
                .hasSize(ORDERS + toldOfTheFirstSlip + ORDERS + SHIPMENTS);
    }

    private static void awaitSent(ShopProcess shop, String notice, int mails) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> sent(shop, notice) == mails);
    }

    private static long sent(ShopProcess shop, String notice) throws Exception {
        return mails(shop, notice).filter(mail -> hasStatus(mail, "SENT")).count();
    }

    private static Stream<JsonNode> mails(ShopProcess shop, String notice) throws IOException {
        var mails = shop.call("GET", "/api/mails?size=500&notice=" + notice, null)
                .body()
                .get("items");
        return StreamSupport.stream(mails.spliterator(), false);
    }

    private static boolean hasStatus(JsonNode mail, String status) {
        return mail.get("status").asText().equals(status);
    }

    private List<String> messageIds() {
        return mailServer.heard().stream()
                .filter(line -> line.startsWith("Message-ID: "))
                .toList();
    }

    private static String order(int number) {
        return """
                {"number": "K-%d", "customer": {"name": "Kim", "email": "kim%d@example.com", "country": "%s"},
                 "lines": [{"sku": "LAMP", "quantity": 1}]}""".formatted(number, number, number % 2 == 0 ? "FR" : "US");
    }
}
