package org.forthcoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.forthcoming.communication.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while it places, allocates and mails: nothing is lost, nothing doubled. */
class KilledAtAnyMomentTest {

    private static final int ORDERS = 120;
    private static final int SHIPMENTS = 8;

    private MailServer mailServer;
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
            killedWhileAllocating(shop, supply);

            everyOrderIsReadyOnce(shop);
            awaitSent(shop, "ORDER_CONFIRMED", ORDERS);
            killedWhileMailing(shop);
            everyMailWentOutAsOneMessage(shop);
        }
    }

    private static String announceLamps(ShopProcess shop) throws Exception {
        var today = shop.call("GET", "/api/clock", null).body().get("today").asText();
        shop.call("PUT", "/api/offers/LAMP", """
                {"title": "Lamp", "kind": "BACKORDER", "price": {"amount": "20.00", "currency": "EUR"}}""");
        var supply = """
                {"reference": "PO-1", "sku": "LAMP", "quantity": 500, "expectedOn": "%s"}""".formatted(today);
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
                .hasSize(ORDERS + SHIPMENTS);
    }

    private static void awaitSent(ShopProcess shop, String notice, int mails) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> sent(shop, notice) == mails);
    }

    private static long sent(ShopProcess shop, String notice) throws Exception {
        var mails = shop.call("GET", "/api/mails?size=500&notice=" + notice, null)
                .body()
                .get("items");
        return StreamSupport.stream(mails.spliterator(), false)
                .map((JsonNode mail) -> mail.get("status").asText())
                .filter("SENT"::equals)
                .count();
    }

    private List<String> messageIds() {
        return mailServer.heard().stream()
                .filter(line -> line.startsWith("Message-ID: "))
                .toList();
    }

    private static String order(int number) {
        return """
                {"number": "K-%d", "customer": {"name": "Kim", "email": "kim%d@example.com", "country": "FR"},
                 "lines": [{"sku": "LAMP", "quantity": 1}]}""".formatted(number, number);
    }
}
