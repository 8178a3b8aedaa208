package org.forthcoming.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.forthcoming.LampShop;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
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
@Import(LampShop.class)
class AnswerRacesTest {

    private static final int PATIENCE = 20;

    @Autowired
    Fulfilling fulfilling;

    @Autowired
    Fulfillments fulfillments;

    @Autowired
    Delays delays;

    @Autowired
    LampShop shop;

    @Autowired
    ShopClock clock;

    @Autowired
    Proof proof;

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

    /** A fulfillment whose customer is asked whether to wait for another two months. */
    private long asked() {
        var lamp = shop.lamp(1, 7);
        var id = shop.order(lamp, 1, "Ada Byron", "US").fulfillments().get(0).id();
        shop.slips(lamp, 67, "a strike");
        clock.moveTo(clock.instant().plus(31, ChronoUnit.MINUTES));
        delays.tellNext(ids -> List.of());
        return id;
    }
}
