package org.forthcoming.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.forthcoming.calendar.ShopCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Two at once, the first stopped at the critical point: its changes are made and not committed, when the second comes.
 */
abstract class InventoryRaces {

    private static final int PATIENCE = 20;

    @Autowired
    private Inventory inventory;

    @Autowired
    private Receiving receiving;

    @Autowired
    private ShopCalendar calendar;

    @Autowired
    private Shop shop;

    @Autowired
    private Acts acts;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @BeforeEach
    void open() {
        shop.open();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /**
     * Runs the first up to its commit, starts the second, lets the first commit once the second stands before the lock,
     * and answers what the second did.
     */
    private <T> T second(Runnable first, Callable<T> second) throws Exception {
        var firstIsBeforeItsCommit = new CountDownLatch(1);
        var firstMayCommit = new CountDownLatch(1);
        var firstDone = threads.submit(() -> shop.transaction.executeWithoutResult(status -> {
            first.run();
            firstIsBeforeItsCommit.countDown();
            await(firstMayCommit);
        }));
        await(firstIsBeforeItsCommit);
        var secondDone = threads.submit(second);
        assertThat(standsBeforeALock(secondDone))
                .as("the second waits for the first")
                .isTrue();
        firstMayCommit.countDown();
        firstDone.get(PATIENCE, TimeUnit.SECONDS);
        return secondDone.get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Asks the database until it has the second wait for the first; fails when it gets through instead. */
    private boolean standsBeforeALock(Future<?> second) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!second.isDone() && System.nanoTime() < end) {
            if (shop.database.sql(waitingForLocks()).query(Integer.class).single() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Counts who waits for a lock in this database. */
    abstract String waitingForLocks();

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LocalDate in(int days) {
        return calendar.today().plusDays(days);
    }

    private long supply(String sku, int quantity, int inDays) {
        return ((Answer.Done<Supply>) receiving.announce("S", sku, quantity, in(inDays)))
                .value()
                .id();
    }

    private Shop.Placed placeWithin(String sku, int units) {
        return shop.place(0, false, new TreeMap<>(Map.of(sku, units)), false);
    }

    @Test
    void of_two_orders_for_the_last_unit_one_is_refused() throws Exception {
        var supply = supply("LAMP", 1, 10);
        receiving.receive(supply, 1, null);
        var loser = second(() -> placeWithin("LAMP", 1), () -> shop.order("LAMP", 1));
        assertThat(loser).isNull();
        assertThat(inventory.stock("LAMP")).hasValueSatisfying(level -> {
            assertThat(level.allocated()).isEqualTo(1);
            assertThat(level.claimed()).isEqualTo(1);
        });
    }

    @Test
    void an_order_gets_the_unit_that_a_cancellation_gives_back_meanwhile() throws Exception {
        supply("LAMP", 1, 10);
        var first = shop.order("LAMP", 1);
        var next = second(() -> inventory.release(first.reference()), () -> shop.order("LAMP", 1));
        assertThat(next.readyOn()).isEqualTo(in(10));
        assertThat(shop.stateOf(first)).isEqualTo("RELEASED");
    }

    @Test
    void a_cancellation_after_an_order_leaves_both_right() throws Exception {
        var supply = supply("LAMP", 2, 10);
        var first = shop.order("LAMP", 1);
        var placed = new Shop.Placed[1];
        second(() -> placed[0] = placeWithin("LAMP", 1), () -> {
            inventory.release(first.reference());
            return null;
        });
        receiving.receive(supply, 1, null);
        assertThat(shop.stateOf(placed[0])).isEqualTo("ALLOCATED");
    }

    @Test
    void a_receipt_meanwhile_does_not_give_the_unit_of_whoever_waits_to_a_new_order() throws Exception {
        var supply = supply("LAMP", 1, 10);
        var waiting = shop.order("LAMP", 1);
        var refused = second(() -> receiving.receive(supply, 1, "R1"), () -> shop.order("LAMP", 1));
        assertThat(refused).isNull();
        assertThat(shop.stateOf(waiting)).isEqualTo("ALLOCATED");
    }

    @RepeatedTest(20) // what is read again after the lock must not be what was read before it
    void an_order_placed_meanwhile_gets_its_units_from_the_receipt() throws Exception {
        var supply = supply("LAMP", 1, 10);
        var placed = new Shop.Placed[1];
        var receipt = second(() -> placed[0] = placeWithin("LAMP", 1), () -> receiving.receive(supply, 1, "R1"));
        assertThat(receipt).isEqualTo(Answer.done(new Receiving.Receipt(1, 1, 0, 1)));
        assertThat(shop.stateOf(placed[0])).isEqualTo("ALLOCATED");
    }

    @Test
    void a_receipt_reported_twice_at_once_counts_once() throws Exception {
        var supply = supply("LAMP", 5, 10);
        var again = second(() -> receiving.receive(supply, 3, "R1"), () -> receiving.receive(supply, 3, "R1"));
        assertThat(again).isEqualTo(Answer.doneBefore(new Receiving.Receipt(0, 0, 0, 3)));
        assertThat(inventory.stock("LAMP").orElseThrow().onHand()).isEqualTo(3);
    }

    @Test
    void whoever_is_pinned_meanwhile_gets_the_units_that_come() throws Exception {
        var supply = supply("LAMP", 1, 10);
        supply("LAMP", 1, 20);
        var first = shop.order("LAMP", 1);
        var pinned = shop.order("LAMP", 1);
        second(() -> inventory.pin(pinned.reference(), true), () -> receiving.receive(supply, 1, null));
        assertThat(shop.stateOf(pinned)).isEqualTo("ALLOCATED");
        assertThat(shop.stateOf(first)).isEqualTo("WAITING");
    }

    @Test
    void who_is_pinned_after_the_units_went_to_another_comes_first_from_then_on() throws Exception {
        var supply = supply("LAMP", 1, 10);
        supply("LAMP", 1, 20);
        var first = shop.order("LAMP", 1);
        var pinned = shop.order("LAMP", 1);
        var pinning = second(() -> receiving.receive(supply, 1, null), () -> inventory.pin(pinned.reference(), false));
        assertThat(pinning).isEqualTo(new Inventory.Pinning(true, 0));
        assertThat(shop.stateOf(first)).isEqualTo("ALLOCATED");
    }

    @Test
    void orders_of_the_same_two_SKUs_in_either_order_do_not_block_each_other() throws Exception {
        for (var sku : List.of("CHAIR", "LAMP")) {
            receiving.receive(supply(sku, 40, 10), 40, null);
        }
        var start = new CountDownLatch(1);
        Callable<Integer> one = () -> place(start, "CHAIR", "LAMP");
        Callable<Integer> other = () -> place(start, "LAMP", "CHAIR");
        var first = threads.submit(one);
        var second = threads.submit(other);
        start.countDown();
        assertThat(first.get(PATIENCE, TimeUnit.SECONDS) + second.get(PATIENCE, TimeUnit.SECONDS))
                .isEqualTo(40);
        assertThat(inventory.stock("LAMP").orElseThrow().allocated()).isEqualTo(40);
        assertThat(inventory.stock("CHAIR").orElseThrow().allocated()).isEqualTo(40);
    }

    private int place(CountDownLatch start, String sku, String otherSku) {
        await(start);
        var placed = 0;
        for (int i = 0; i < 20; i++) {
            placed += shop.order(sku, 1, otherSku, 1).allocated() ? 1 : 0;
        }
        return placed;
    }

    @Test
    void two_that_lock_against_each_other_are_both_done_in_the_end() throws Exception {
        for (var sku : List.of("CHAIR", "LAMP")) {
            receiving.receive(supply(sku, 2, 10), 2, null);
        }
        var bothHoldOne = new CyclicBarrier(2);
        var met = new AtomicInteger();
        Runnable meet = () -> {
            if (met.getAndIncrement() < 2) {
                meet(bothHoldOne);
            }
        };
        var one = threads.submit(() -> acts.lockOneByOne(List.of("CHAIR", "LAMP"), meet));
        var other = threads.submit(() -> acts.lockOneByOne(List.of("LAMP", "CHAIR"), meet));
        one.get(PATIENCE, TimeUnit.SECONDS);
        other.get(PATIENCE, TimeUnit.SECONDS);
        // Four locks, and at least one more of the one that lost and was run again.
        assertThat(met.get()).isGreaterThan(4);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_SKU_that_two_speak_of_for_the_first_time_at_once_is_known_once() throws Exception {
        var supply = second(() -> inventory.hold("NEW", 1), () -> supply("NEW", 3, 10));
        assertThat(supply).isPositive();
        assertThat(inventory.stock("NEW").orElseThrow().peggable()).isEqualTo(2);
    }
}
