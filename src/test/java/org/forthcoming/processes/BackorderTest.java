package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.EARLIER_THAN_PROMISED;
import static org.forthcoming.communication.Notice.FEEDBACK_REQUESTED;
import static org.forthcoming.communication.Notice.ORDER_CHANGED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.REFUNDED;
import static org.forthcoming.communication.Notice.SHIPPED;
import static org.forthcoming.communication.Notice.STILL_WAITING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ProcessEngineException;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.Test;

/** What a customer of something sold out lives to see. */
class BackorderTest extends ProcessTest {

    private static final LocalDate ARRIVAL = LocalDate.of(2026, 3, 9);

    private static final Map<String, Object> HANDED_TO_DHL = Map.of("carrier", "DHL", "trackingNumber", "JD014600");

    @Test
    void a_backorder_is_confirmed_waits_ships_and_ends_with_good_feedback() {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, ARRIVAL);
        var order = order(sku, 2);
        runJobs();

        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(waitsAt(order, "Task_WaitForStock")).isTrue();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);

        receive(supply, 10);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        var packing = taskOf(order);
        assertThat(packing.getTaskDefinitionKey()).isEqualTo("Task_PackAndShip");
        assertThat(packing.getName()).isEqualTo("Pack and ship · " + order);
        assertThat(packing.getDueDate()).isEqualTo(Date.from(Instant.parse("2026-03-11T17:00:00Z")));
        assertThat(tasks.getVariable(packing.getId(), "about").toString())
                .contains(sku.replace("-", "-"), "Ada Byron", "2026-03-11");

        complete(order, HANDED_TO_DHL);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
        assertThat(of(order).trackingNumber()).contains("JD014600");

        done(fulfilling.deliver(id(order), "warehouse"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.FEEDBACK_REQUESTED);

        done(fulfilling.giveFeedback(id(order), 5, "Lovely", "customer"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(ended(order)).isTrue();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, SHIPPED, FEEDBACK_REQUESTED);
        assertThat(proofOf(order)).contains(What.PROMISED, What.ALLOCATED, What.SHIPPED, What.DELIVERED, What.FEEDBACK);
    }

    @Test
    void what_lies_free_in_the_warehouse_is_packed_at_once() {
        var sku = backorder(0, null);
        receive(supply(sku, 10, ARRIVAL), 10);
        assertThat(status(order(sku, 2))).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void a_shipment_reported_by_a_door_closes_the_warehouse_s_task() {
        var order = readyToShip();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));

        assertThat(tasksOf(order)).isEmpty();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
        assertThat(of(order).carrier()).contains("UPS");
        assertThat(proofOf(order)).containsOnlyOnce(What.SHIPPED);
    }

    @Test
    void who_waits_hears_from_us_every_14_days() {
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);
        timeGoesTo(MONDAY.plusDays(30));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, STILL_WAITING, STILL_WAITING);
    }

    @Test
    void who_is_served_earlier_is_told_and_promised_the_earlier_day() {
        var sku = backorder(10, LocalDate.of(2026, 4, 20));
        var order = order(sku, 1);
        timeGoesTo(MONDAY.plusDays(2));
        supply(sku, 10, LocalDate.of(2026, 4, 6));
        runJobs();

        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, EARLIER_THAN_PROMISED);
        assertThat(mails.findByOrderNumberOrderById(order).get(1).promiseVersion())
                .as("the mail tells of the promise that it makes")
                .contains(of(order).promiseVersion())
                .contains(2);
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 8));
        assertThat(of(order).originallyPromisedOn()).contains(LocalDate.of(2026, 4, 22));
        assertThat(waitsAt(order, "Task_WaitForStock")).isTrue();
    }

    @Test
    void good_news_on_a_day_with_another_mail_moves_only_what_is_expected() {
        var sku = backorder(10, LocalDate.of(2026, 4, 20));
        var order = order(sku, 1);
        supply(sku, 10, LocalDate.of(2026, 4, 6));
        runJobs();

        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 22));
        assertThat(of(order).expectedOn()).contains(LocalDate.of(2026, 4, 8));
    }

    @Test
    void who_cancels_while_waiting_gets_the_money_back_within_seven_working_days() {
        var order = order(backorder(10, ARRIVAL), 2);
        runJobs();
        done(fulfilling.cancel(id(order), List.of(), "Too late", "customer"));
        runJobs();

        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, CANCELED);
        var refund = taskOf(order);
        assertThat(refund.getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(refund.getName()).isEqualTo("Refund customer · " + order);
        assertThat(refund.getDueDate()).isEqualTo(Date.from(Instant.parse("2026-03-11T17:00:00Z")));
        assertThat(tasks.getVariables(refund.getId()))
                .containsEntry("refundedAmount", "40.00")
                .containsEntry("refundedOn", "2026-03-02");

        complete(order, Map.of("refundedAmount", "40.00", "refundedOn", "2026-03-02"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, CANCELED, REFUNDED);
        assertThat(proofOf(order)).contains(What.REFUND_DUE, What.REFUNDED);
        assertThat(ended(order)).isTrue();
    }

    @Test
    void who_has_not_paid_gets_nothing_back() {
        var order = place(newOrder(List.of(new NewLine(backorder(10, ARRIVAL), 2, null)), false, false));
        done(fulfilling.cancelOrder(order, null, "support"));
        assertThat(tasksOf(order)).isEmpty();
        assertThat(ended(order)).isTrue();
    }

    @Test
    void what_is_ready_to_ship_can_still_be_canceled() {
        var order = readyToShip();
        done(fulfilling.cancel(id(order), List.of(), null, "support"));
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
    }

    @Test
    void each_lowered_quantity_is_told_and_refunded_by_itself_while_the_rest_goes_on() {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, ARRIVAL);
        var order = order(sku, 5);
        runJobs();
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 2)), null, "customer"));
        runJobs();

        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED, ORDER_CHANGED);
        assertThat(tasksOf(order))
                .extracting(task -> tasks.getVariable(task.getId(), "refundedAmount"))
                .containsExactlyInAnyOrder("20.00", "40.00");

        receive(supply, 10);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        done(fulfilling.deliver(id(order), "integration"));
        done(fulfilling.giveFeedback(id(order), 4, null, "customer"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(ended(order)).as("its refunds are still open").isFalse();
    }

    @Test
    void a_lowered_quantity_that_was_never_paid_is_told_each_time() {
        var sku = backorder(10, ARRIVAL);
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), false, false));
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED, ORDER_CHANGED);
        assertThat(tasksOf(order)).isEmpty();
    }

    @Test
    void ten_days_after_the_shipment_feedback_is_asked_for_and_silence_completes_it_14_days_later() {
        var order = readyToShip();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        timeGoesTo(MONDAY.plusDays(9));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.SHIPPED);
        timeGoesTo(MONDAY.plusDays(11));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.FEEDBACK_REQUESTED);
        timeGoesTo(MONDAY.plusDays(23));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.FEEDBACK_REQUESTED);
        timeGoesTo(MONDAY.plusDays(25));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(ended(order)).isTrue();
    }

    @Test
    void bad_feedback_is_followed_up_before_it_is_completed() {
        var order = readyToShip();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        done(fulfilling.deliver(id(order), "integration"));
        done(fulfilling.giveFeedback(id(order), 2, "It is *scratched* <b>", "customer"));

        var followUp = taskOf(order);
        assertThat(followUp.getTaskDefinitionKey()).isEqualTo("Task_FollowUpOnFeedback");
        assertThat(followUp.getDueDate()).isEqualTo(Date.from(Instant.parse("2026-03-03T17:00:00Z")));
        assertThat(tasks.getVariable(followUp.getId(), "about").toString()).contains("It is \\*scratched\\* \\<b\\>");

        complete(order, Map.of("note", "Sent a new shade"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(proof.findByFulfillmentIdOrderById(id(order)))
                .anySatisfy(entry -> assertThat(entry.details()).isEqualTo("Followed up: Sent a new shade"));
    }

    @Test
    void a_delivery_reported_after_the_request_for_feedback_changes_nothing_in_the_process() {
        var order = readyToShip();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        timeGoesTo(MONDAY.plusDays(11));
        done(fulfilling.deliver(id(order), "integration"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.FEEDBACK_REQUESTED);
    }

    @Test
    void what_is_there_of_a_partial_order_ships_and_the_rest_waits_in_a_process_of_its_own() {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, ARRIVAL);
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), true, true));
        receive(supply, 3);

        var parts = read(order, List::copyOf);
        assertThat(parts)
                .extracting(part -> part.status())
                .containsExactlyInAnyOrder(FulfillmentStatus.READY_TO_SHIP, FulfillmentStatus.AWAITING_STOCK);
        assertThat(parts)
                .extracting(part -> part.processInstanceId().orElseThrow())
                .doesNotHaveDuplicates();
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
    }

    @Test
    void nothing_is_shipped_by_a_task_without_a_tracking_number() {
        var order = readyToShip();
        Assertions.setMaxStackTraceElementsDisplayed(3);
        Assertions.assertThatThrownBy(() -> complete(order, Map.of("carrier", "DHL")))
                .isInstanceOf(ProcessEngineException.class)
                .hasStackTraceContaining("Tell the tracking number");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void what_has_shipped_can_not_be_canceled() {
        var order = readyToShip();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        assertThat(fulfilling.cancel(id(order), List.of(), null, "support")).isInstanceOf(Answer.Refused.class);
    }

    private String readyToShip() {
        var sku = backorder(0, null);
        receive(supply(sku, 10, ARRIVAL), 10);
        return order(sku, 1);
    }
}
