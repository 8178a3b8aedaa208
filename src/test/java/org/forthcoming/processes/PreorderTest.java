package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.offers.Kind;
import org.forthcoming.orders.FulfillmentStatus;
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
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
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
