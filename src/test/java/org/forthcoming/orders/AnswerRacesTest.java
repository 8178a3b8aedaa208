package org.forthcoming.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Placement.Placed;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Two answers to the same question at once, the first not committed yet when the second comes. */
@SpringBootTest(
        classes = OrdersSlice.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:answers;DB_CLOSE_DELAY=-1",
            "spring.flyway.locations=classpath:db/migration",
            "logging.level.root=warn"
        })
class AnswerRacesTest {

    private static final int PATIENCE = 20;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

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
    DelayBook delays;

    @Autowired
    Proof proof;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    JdbcTemplate database;

    @Autowired
    TransactionTemplate transaction;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void of_two_answers_at_once_the_first_counts_and_the_second_is_told(Decision first) throws Exception {
        var second = first == Decision.WAIT ? Decision.CANCEL : Decision.WAIT;
        var id = asked();
        var firstIsBeforeItsCommit = new CountDownLatch(1);
        var firstMayCommit = new CountDownLatch(1);
        var firstAnswer = threads.submit(() -> transaction.execute(status -> {
            var answer = fulfilling.decide(id, first, "customer");
            firstIsBeforeItsCommit.countDown();
            await(firstMayCommit);
            return answer;
        }));
        await(firstIsBeforeItsCommit);
        var secondAnswer = threads.submit(() -> fulfilling.decide(id, second, "support"));
        assertThat(standsBeforeALock(secondAnswer))
                .as("the second waits for the first")
                .isTrue();
        firstMayCommit.countDown();

        assertThat(firstAnswer.get(PATIENCE, TimeUnit.SECONDS)).isInstanceOf(Answer.Done.class);
        assertThat(secondAnswer.get(PATIENCE, TimeUnit.SECONDS)).isInstanceOf(Answer.Refused.class);
        assertThat(fulfillments.findById(id).orElseThrow().status())
                .isEqualTo(first == Decision.WAIT ? FulfillmentStatus.AWAITING_STOCK : FulfillmentStatus.CANCELED);
        assertThat(proof.findByFulfillmentIdOrderById(id))
                .filteredOn(entry -> entry.what() == What.ANSWERED)
                .extracting(ProofEntry::by)
                .containsExactly("customer");
    }

    /** Counts who waits for a lock in this database. */
    String waitingForLocks() {
        return "select count(*) from information_schema.sessions where blocker_id is not null";
    }

    /** Asks the database until it has the second wait for the first; fails when it gets through instead. */
    private boolean standsBeforeALock(Future<?> second) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!second.isDone() && System.nanoTime() < end) {
            if (database.queryForObject(waitingForLocks(), Integer.class) > 0) {
                return true;
            }
        }
        return false;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fulfillment whose customer is asked whether to wait for another month. */
    private long asked() {
        var sku = "LAMP-" + NUMBERS.incrementAndGet();
        catalog.put(
                sku,
                new NewOffer(
                        "Lamp",
                        Kind.BACKORDER,
                        Money.parse("EUR 20.00"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        var promised = calendar.today().plusDays(7);
        receiving.announce("PO-" + sku, sku, 1, promised);
        var placed = (Placed) ordering.place(new NewOrder(
                "W-" + sku,
                null,
                new Customer("Ada Byron", "ada@example.org", "US", "en"),
                null,
                null,
                null,
                List.of(new NewLine(sku, 1, null)),
                null,
                true));
        var id = placed.order().fulfillments().get(0).id();
        transaction.executeWithoutResult(status -> ask(id, promised));
        return id;
    }

    private void ask(long id, LocalDate promised) {
        var fulfillment = fulfillments.findById(id).orElseThrow();
        fulfillment.promisedOn = promised.plusDays(31);
        fulfillment.promiseVersion++;
        fulfillment.delayStage = DelayStage.ASKED;
        fulfillment.status = FulfillmentStatus.CANCEL_OFFERED;
        var delay = new Delay(fulfillment, promised, "a strike", calendar.now());
        delay.silence = Delay.Silence.CANCEL;
        delay.tellBy = calendar.endOf(promised);
        delay.deadline = calendar.now().plus(30, ChronoUnit.DAYS);
        delays.save(delay);
    }
}
