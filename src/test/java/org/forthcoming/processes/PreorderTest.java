package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.offers.Kind;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.Test;

/** What a customer of something not released yet lives to see. */
class PreorderTest extends ProcessTest {

    private static final LocalDate RELEASE = LocalDate.of(2026, 4, 1);

    @Test
    void goods_that_came_early_wait_for_the_release_day() {
        var order = arrivedEarly();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(waitsAt(order, "Event_ReleaseDayReached")).isTrue();

        timeGoesTo(RELEASE.minusDays(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(RELEASE);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_PackAndShip");
    }

    @Test
    void who_waits_for_the_release_hears_from_us_every_14_days_too() {
        var order = arrivedEarly();
        timeGoesTo(RELEASE.minusDays(1));
        assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED, Notice.STILL_WAITING, Notice.STILL_WAITING);
    }

    @Test
    void goods_that_come_after_the_release_are_packed_at_once() {
        var sku = preorder(RELEASE, 1, RELEASE.plusDays(30));
        var late = supply(sku, 10, RELEASE.plusDays(5));
        var order = order(sku, 1);
        timeGoesTo(RELEASE.plusDays(5));
        receive(late, 10);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void a_later_release_is_waited_for_even_when_the_old_day_has_been_waited_for_already() {
        var order = arrivedEarly();
        releaseOf(order, RELEASE.plusDays(20));
        timeGoesTo(RELEASE.plusDays(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        assertThat(mailsOf(order)).contains(Notice.DELAYED);
        timeGoesTo(RELEASE.plusDays(20));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void an_earlier_release_ends_the_wait() {
        var order = arrivedEarly();
        releaseOf(order, MONDAY);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void who_waits_for_the_release_may_still_cancel() {
        var order = arrivedEarly();
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        timeGoesTo(RELEASE);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED, Notice.CANCELED);
    }

    @Test
    void nothing_is_shipped_before_the_release() {
        var order = arrivedEarly();
        assertThat(fulfilling.ship(id(order), "DHL", "1", "integration")).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void what_was_ready_to_ship_goes_back_to_waiting_when_its_release_is_postponed() {
        var order = arrivedEarly();
        timeGoesTo(RELEASE);
        releaseOf(order, RELEASE.plusDays(10));

        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(waitsAt(order, "Event_ReleaseDayReached")).isTrue();
        assertThat(tasksOf(order)).isEmpty();
        assertThat(fulfilling.ship(id(order), "DHL", "1", "integration"))
                .isEqualTo(Answer.conflict("It must not ship before its release on 2026-04-11."));

        timeGoesTo(RELEASE.plusDays(9));
        assertThat(tasksOf(order)).isEmpty();
        timeGoesTo(RELEASE.plusDays(10));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        complete(order, Map.of("carrier", "DHL", "trackingNumber", "1"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
    }

    @Test
    void what_is_ready_to_ship_stays_so_when_its_release_moves_and_has_come_all_the_same() {
        var order = arrivedEarly();
        timeGoesTo(RELEASE.plusDays(5));
        var task = taskOf(order).getId();
        releaseOf(order, RELEASE.plusDays(3));
        assertThat(taskOf(order).getId()).isEqualTo(task);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void a_later_release_is_told_though_the_goods_come_before_the_notice_goes_out() {
        sku = preorder(RELEASE, 1, MONDAY.plusDays(20));
        var order = order(sku, 1);
        runJobs();
        releaseOf(order, RELEASE.plusDays(20));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(10)));
        receive(supply(sku, 1, MONDAY), 1);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);

        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(mailsOf(order)).contains(Notice.DELAYED);
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 23));
        timeGoesTo(RELEASE.plusDays(20));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void what_would_have_come_too_late_and_is_here_before_the_release_is_late_no_more() {
        sku = unique("BOOK");
        done(catalog.put(sku, offer(Kind.PREORDER, RELEASE)));
        var supply = supply(sku, 1, MONDAY.plusDays(20));
        var order = order(sku, 1);
        runJobs();
        done(receiving.change(supply.id(), Optional.of(RELEASE.plusDays(20)), null, null));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(10)));
        receive(supply, 1);

        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED);
    }

    @Test
    void a_new_release_day_is_brought_to_the_first_hundred_at_once_and_to_the_rest_in_batches() {
        var orders = waitForTheRelease(230);
        releaseOf(orders.get(0), RELEASE.plusDays(20));
        assertThat(releasedOn(orders, RELEASE.plusDays(20))).isEqualTo(100);

        runJobs();
        assertThat(releasedOn(orders, RELEASE.plusDays(20))).isEqualTo(230);
        assertThat(of(orders.get(229)).expectedOn()).contains(LocalDate.of(2026, 4, 23));
        assertThat(proofOf(orders.get(229))).containsOnlyOnce(What.CHANGED);
        assertThat(technicalProcesses("Repromising")).isZero();
    }

    @Test
    void of_two_changes_of_the_release_on_top_of_each_other_the_later_one_wins() {
        var orders = waitForTheRelease(230);
        releaseOf(orders.get(0), RELEASE.plusDays(20));
        runOneJobOf("Repromising");
        releaseOf(orders.get(0), RELEASE.plusDays(40));
        assertThat(technicalProcesses("Repromising")).isOne();

        runJobs();
        assertThat(releasedOn(orders, RELEASE.plusDays(40))).isEqualTo(230);
        assertThat(proofOf(orders.get(0)))
                .as("was told of both days")
                .filteredOn(What.CHANGED::equals)
                .hasSize(2);
        assertThat(proofOf(orders.get(229))).as("of the last only").containsOnlyOnce(What.CHANGED);
    }

    @Test
    void nothing_ships_before_the_release_while_its_new_day_is_still_being_brought_to_those_who_wait() {
        var orders = waitForTheRelease(101);
        receive(supply(sku, 200, MONDAY.plusDays(2)), 200);
        runJobs();
        timeGoesTo(RELEASE);
        var last = orders.get(100);
        releaseOf(last, RELEASE.plusDays(1));
        assertThat(status(last)).as("not heard yet").isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(fulfilling.whyNotShip(id(last), "DHL", "1"))
                .contains("It must not ship before its release on 2026-04-02.");
        runJobs();
        assertThat(status(last)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    private List<String> waitForTheRelease(int orders) {
        sku = preorder(RELEASE, orders, RELEASE.plusDays(10));
        return IntStream.range(0, orders).mapToObj(i -> order(sku, 1)).toList();
    }

    private long releasedOn(List<String> orders, LocalDate day) {
        return orders.stream()
                .filter(order -> of(order).releaseOn().orElseThrow().equals(day))
                .count();
    }

    private long technicalProcesses(String process) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(process)
                .processInstanceBusinessKey(sku)
                .count();
    }

    private void runOneJobOf(String process) {
        jobs.executeJob(jobs.createJobQuery()
                .processDefinitionKey(process)
                .singleResult()
                .getId());
    }

    private String sku;

    private String arrivedEarly() {
        sku = preorder(RELEASE, 1, RELEASE.plusDays(30));
        var early = supply(sku, 10, MONDAY.plusDays(1));
        var order = order(sku, 2);
        receive(early, 10);
        return order;
    }

    private void releaseOf(String order, LocalDate day) {
        assertThat(catalog.put(sku, offer(Kind.PREORDER, day))).isNotInstanceOf(Answer.Refused.class);
    }
}
