package org.forthcoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while it places, allocates and mails: nothing is lost, nothing doubled. */
class KilledAtAnyMomentTest {

    private static final int ORDERS = 120;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ExecutorService shops = Executors.newFixedThreadPool(4);

    @TempDir
    Path folder;

    @BeforeEach
    void startMailServer() {
        mailServer.start();
    }

    @AfterEach
    void stop() {
        shops.shutdownNow();
        mailServer.stop();
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
                "--spring.mail.port=" + mailServer.getSmtp().getPort())) {
            shop.start();
            var supply = announceLamps(shop);

            killedWhilePlacing(shop);
            killedWhileAllocating(shop, supply);

            everyOrderIsReadyOnce(shop);
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
        assertThat(shop.call("POST", path, receipt).status()).isIn(200, 201);
        shop.kill();
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

    private void everyMailWentOutAsOneMessage(ShopProcess shop) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> confirmationsSent(shop) == ORDERS);
        var messages = Arrays.stream(mailServer.getReceivedMessages())
                .map(KilledAtAnyMomentTest::messageId)
                .distinct();
        assertThat(messages)
                .as("a mail repeated after a kill is the same message")
                .hasSize(ORDERS);
    }

    private static long confirmationsSent(ShopProcess shop) throws Exception {
        var mails = shop.call("GET", "/api/mails?notice=ORDER_CONFIRMED&size=500", null)
                .body()
                .get("items");
        return StreamSupport.stream(mails.spliterator(), false)
                .map((JsonNode mail) -> mail.get("status").asText())
                .filter("SENT"::equals)
                .count();
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String order(int number) {
        return """
                {"number": "K-%d", "customer": {"name": "Kim", "email": "kim%d@example.com", "country": "FR"},
                 "lines": [{"sku": "LAMP", "quantity": 1}]}""".formatted(number, number);
    }
}
