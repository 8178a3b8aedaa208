package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.FEEDBACK_REQUESTED;
import static org.forthcoming.communication.Notice.ORDER_CHANGED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.QUESTION_ANSWERED;
import static org.forthcoming.communication.Notice.QUESTION_RECEIVED;
import static org.forthcoming.communication.Notice.REFUNDED;
import static org.forthcoming.communication.Notice.SHIPPED;
import static org.forthcoming.communication.Notice.WITHDRAWAL_RECEIVED;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.IdentityLink;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry;
import org.forthcoming.orders.Questions;
import org.forthcoming.orders.Raising;
import org.forthcoming.orders.Refund;
import org.forthcoming.orders.RefundBook;
import org.forthcoming.orders.Rights;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What customers ask for on their order's page, and what becomes of it. */
class CustomerRequestsTest extends ProcessTest {

    private static final LocalDate LAST_DAY = MONDAY.plusDays(20);

    @Autowired
    Questions questions;

    @Autowired
    Rights rights;

    @Autowired
    Raising raising;

    @Autowired
    RefundBook refunds;

    private String sku;
    private Supply supply;

    @BeforeEach
    void lamps_are_on_their_way() {
        sku = backorder(0, null);
        supply = supply(sku, 10, MONDAY.plusDays(7));
    }

    // Questions ------------------------------------------------------------------------------------------------------

    @Test
    void a_question_is_confirmed_answered_by_support_and_sent_on_the_thread_of_the_order() {
        var order = orderFrom("DE");
        done(questions.ask(id(order), "Is the lamp dimmable?"));
        runJobs();
        assertThat(mail(order, QUESTION_RECEIVED)).contains("Is the lamp dimmable?");
        var task = taskOf(order);
        assertThat(task.getTaskDefinitionKey()).isEqualTo("Task_AnswerQuestion");
        assertThat(task.getDueDate()).isEqualTo(calendar.taskDue(MONDAY.plusDays(1)));
        assertThat(tasks.getVariable(task.getId(), "about").toString())
                .contains("Is the lamp dimmable?", "Ada Byron", sku, "awaiting stock");

        complete(order, Map.of("answer", "Yes.\nWith any dimmer."));
        runJobs();
        assertThat(mail(order, QUESTION_ANSWERED)).contains("Yes.", "With any dimmer.", "Is the lamp dimmable?");
        assertThat(tasksOf(order)).isEmpty();
    }

    @Test
    void who_answers_sees_each_delivery_of_the_order_below_the_other() {
        var later = backorder(0, null);
        supply(later, 10, MONDAY.plusDays(30));
        var order = place(newOrder(List.of(new NewLine(sku, 1, null), new NewLine(later, 1, null)), false, true));
        runJobs();
        done(questions.ask(read(order, parts -> parts.get(0).id()), "Is the lamp dimmable?"));
        runJobs();
        var task =
                tasks.createTaskQuery().taskDefinitionKey("Task_AnswerQuestion").processInstanceBusinessKey(order);
        assertThat(tasks.getVariable(task.singleResult().getId(), "about").toString())
                .contains(sku, later)
                .as("whatever follows a table at once is a row of it")
                .doesNotContainPattern("\\|\n[^|\n]");
    }

    @Test
    void who_answers_sees_what_was_paid_what_goes_back_and_where_the_parcel_is() {
        var order = place(newOrder(List.of(new NewLine(sku, 2, null)), false, true));
        runJobs();
        done(fulfilling.lowerTo(id(order), sku, 1, "customer"));
        receive(supply, 10);
        runJobs();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        done(fulfilling.deliver(id(order), "warehouse"));
        runJobs();
        var longest = "*".repeat(Questions.LONGEST - 1) + "?";
        for (var text : List.of("Where is my parcel?", longest)) {
            done(questions.ask(id(order), text));
        }
        runJobs();
        var notes = tasks
                .createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_AnswerQuestion")
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .map(task -> tasks.getVariable(task.getId(), "about").toString())
                .toList();
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .contains("Where is my parcel?", "**Payment:** paid", "UPS, 1Z99, delivered on " + MONDAY)
                        .containsPattern("Refund:\\*\\* EUR 20.00, due by 2026"));
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .as("cut, not dropped")
                        .contains("> \\*\\*\\*")
                        .endsWith("…"));
    }

    @Test
    void an_answer_must_say_something() {
        var order = orderFrom("DE");
        done(questions.ask(id(order), "Is the lamp dimmable?"));
        runJobs();
        assertThatThrownBy(() -> complete(order, Map.of("answer", " "))).hasStackTraceContaining("Answer the customer");
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_AnswerQuestion");
    }

    @Test
    void what_is_not_answered_in_a_working_day_is_given_to_operations_too() {
        var order = orderFrom("DE");
        done(questions.ask(id(order), "Is the lamp dimmable?"));
        runJobs();
        timeGoesTo(calendar.taskDue(MONDAY.plusDays(1)).minusSeconds(1));
        assertThat(groupsOf(order)).containsExactly("support");
        timeGoesTo(calendar.taskDue(MONDAY.plusDays(1)));
        assertThat(groupsOf(order)).containsExactlyInAnyOrder("support", "operations");
        assertThat(taskOf(order).getPriority()).isEqualTo(100);
    }

    @Test
    void the_same_question_sent_twice_is_asked_once_and_a_flood_is_stopped() {
        var order = orderFrom("DE");
        done(questions.ask(id(order), "Is it dimmable?"));
        assertThat(questions.ask(id(order), " Is it dimmable? ")).isInstanceOf(Answer.DoneBefore.class);
        for (int i = 2; i <= 5; i++) {
            done(questions.ask(id(order), "Question " + i));
        }
        assertThat(questions.ask(id(order), "One more")).isInstanceOf(Answer.Refused.class);
        assertThat(questions.ask(id(order), " ")).isInstanceOf(Answer.Refused.class);
        assertThat(tasksOf(order)).hasSize(5);
    }

    // More -----------------------------------------------------------------------------------------------------------

    @Test
    void what_is_ordered_on_top_joins_the_end_of_the_queue_and_is_confirmed_with_a_day_of_its_own() {
        supply(sku, 10, MONDAY.plusDays(30));
        var order = orderFrom("DE");
        order(sku, 8);
        var first = of(order);
        var terms = terms(order, 2);
        assertThat(terms.promisedOn())
                .as("the first supply has one unit left")
                .isAfter(first.promisedOn().orElseThrow());
        assertThat(terms.price()).isEqualTo(Money.parse("EUR 20.00"));

        var onTop = done(raising.raise(order, terms, "customer"));
        runJobs();
        assertThat(onTop.promisedOn()).hasValue(terms.promisedOn());
        assertThat(again(first).promisedOn()).isEqualTo(first.promisedOn());
        assertThat(mail(order, ORDER_CHANGED))
                .contains("ordering more", "2 ×", "40.00", "not paid yet")
                .doesNotContain("pay back");
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(order)
                        .processDefinitionKey("Backorder")
                        .count())
                .isEqualTo(2);

        receive(supply, 10);
        runJobs();
        assertThat(again(first).allocated()).isTrue();
        assertThat(again(onTop).allocated()).isFalse();
    }

    @Test
    void the_same_terms_are_agreed_to_once_and_not_when_they_have_changed() {
        var order = orderFrom("DE");
        var terms = terms(order, 2);
        done(raising.raise(order, terms, "customer"));
        assertThat(raising.raise(order, terms, "customer")).isInstanceOf(Answer.Refused.class);
        var later = terms(order, 1);
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(9)), null, null));
        assertThat(raising.raise(order, later, "customer"))
                .as("another day now")
                .isInstanceOf(Answer.Refused.class);
        assertThat(transaction.<Integer>execute(now ->
                        orders.findByNumber(order).orElseThrow().fulfillments().size()))
                .isEqualTo(2);
    }

    @Test
    void no_more_is_sold_than_can_be_promised() {
        var order = orderFrom("DE");
        assertThat(raising.terms(order, sku, 10)).isInstanceOf(Answer.Refused.class);
        assertThat(raising.terms(order, sku, 9)).isInstanceOf(Answer.Done.class);
        assertThat(raising.terms(order, backorder(5, null), 1))
                .as("not in the order")
                .isInstanceOf(Answer.Refused.class);
        done(fulfilling.cancelOrder(order, null, "customer"));
        assertThat(raising.terms(order, sku, 1)).as("nothing waits").isInstanceOf(Answer.Refused.class);
    }

    @Test
    void nobody_orders_more_at_once_than_a_line_may_have() {
        sku = undatedBackorder();
        var order = orderFrom("DE");
        assertThat(raising.terms(order, sku, 1_000_000)).isInstanceOf(Answer.Done.class);
        assertThat(raising.terms(order, sku, 1_000_001)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void what_is_ordered_on_top_is_paid_later_and_given_back_only_if_it_was() {
        var order = orderFrom("DE");
        var first = id(order);
        var unpaid = done(raising.raise(order, terms(order, 2), "customer"));
        assertThat(toBePaid(order)).isEqualTo(Money.parse("EUR 40.00"));
        done(fulfilling.cancel(unpaid.id(), List.of(), null, "customer"));
        assertThat(toBePaid(order)).isEqualTo(Money.parse("EUR 0.00"));
        assertThat(refunds.findByFulfillmentIdOrderById(unpaid.id())).isEmpty();

        var paid = done(raising.raise(order, terms(order, 1), "customer"));
        assertThat(fulfilling.pay(order, Money.parse("EUR 24.90"), MONDAY, "finance"))
                .as("that was paid with the order")
                .isInstanceOf(Answer.Refused.class);
        done(fulfilling.pay(order, Money.parse("EUR 20.00"), MONDAY, "finance"));
        assertThat(fulfilling.pay(order, Money.parse("EUR 20.00"), MONDAY, "finance"))
                .isInstanceOf(Answer.DoneBefore.class);
        done(fulfilling.cancelOrder(order, null, "customer"));
        assertThat(refunds.findByFulfillmentIdOrderById(first)
                        .get(0)
                        .amount()
                        .plus(refunds.findByFulfillmentIdOrderById(paid.id())
                                .get(0)
                                .amount()))
                .as("both, and the fee once")
                .isEqualTo(Money.parse("EUR 44.90"));
    }

    @Test
    void the_fee_goes_back_even_if_what_is_canceled_last_was_never_paid() {
        var order = orderFrom("DE");
        var first = id(order);
        var unpaid = done(raising.raise(order, terms(order, 2), "customer"));
        done(fulfilling.cancel(first, List.of(), null, "customer"));
        done(fulfilling.cancel(unpaid.id(), List.of(), null, "customer"));
        assertThat(refunds.findByFulfillmentIdOrderById(unpaid.id()).get(0).amount())
                .isEqualTo(Money.parse("EUR 4.90"));
    }

    // Withdrawal -----------------------------------------------------------------------------------------------------

    @Test
    void who_withdraws_before_the_shipment_is_acknowledged_at_once_canceled_and_refunded_once() {
        var order = orderFrom("DE");
        done(rights.withdraw(id(order)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        runJobs();
        assertThat(mail(order, WITHDRAWAL_RECEIVED)).contains("withdrew from the contract", "09:00", "March 2, 2026");
        assertThat(mailsOf(order)).contains(CANCELED);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(rights.withdraw(id(order))).isInstanceOf(Answer.DoneBefore.class);
    }

    @Test
    void who_withdraws_after_the_shipment_sends_it_back_and_gets_all_of_it_back() {
        var order = delivered("DE");
        timeGoesTo(of(order).deliveredOn().orElseThrow().plusDays(10));
        var before = status(order);
        done(rights.withdraw(id(order)));
        runJobs();
        assertThat(status(order)).isEqualTo(before);
        assertThat(mail(order, WITHDRAWAL_RECEIVED)).contains("how to send it back");
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_ArrangeReturn")
                .singleResult();
        assertThat(tasks.getVariable(task.getId(), "about").toString()).contains("1Z99", sku);
        tasks.complete(task.getId(), Map.of("note", "The parcel is back."));
        var refund = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_RefundCustomer")
                .singleResult();
        assertThat(tasks.getVariable(refund.getId(), "refundedAmount")).isEqualTo("24.90");
        tasks.complete(
                refund.getId(),
                Map.of("refundedAmount", "24.90", "refundedOn", calendar.today().toString()));
        runJobs();
        assertThat(mailsOf(order)).contains(REFUNDED);
    }

    @Test
    void what_was_sent_back_unpaid_is_neither_paid_nor_given_back() {
        var other = backorder(0, null);
        supply(other, 10, MONDAY.plusDays(14));
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", "DE", "en"),
                null,
                false,
                Money.parse("EUR 4.90"),
                List.of(new NewLine(sku, 1, null), new NewLine(other, 2, null)),
                null,
                false));
        receive(supply, 10);
        runJobs();
        long first = read(order, parts -> parts.get(0).id());
        done(fulfilling.ship(first, "UPS", "1Z99", "warehouse"));
        assertThat(toBePaid(order)).isEqualTo(Money.parse("EUR 64.90"));
        done(rights.withdraw(first));
        assertThat(toBePaid(order)).isEqualTo(Money.parse("EUR 44.90"));

        done(fulfilling.pay(order, Money.parse("EUR 44.90"), MONDAY, "finance"));
        runJobs();
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_ArrangeReturn")
                .singleResult();
        tasks.complete(task.getId(), Map.of("note", "The parcel is back."));
        assertThat(refunds.findByFulfillmentIdOrderById(first)).isEmpty();
        assertThat(toBePaid(order)).isEqualTo(Money.parse("EUR 0.00"));
    }

    @Test
    void the_fee_goes_back_with_the_last_return_and_not_before() {
        var order = shippedInTwoDeliveries();
        var parts = partsOf(order);
        parts.forEach(part -> done(rights.withdraw(part)));
        rights.returned(parts.get(0), "It is back.", "support");
        assertThat(backFor(parts.get(0))).containsExactly(Money.parse("EUR 20.00"));
        rights.returned(parts.get(1), "It is back too.", "support");
        assertThat(backFor(parts.get(1))).containsExactly(Money.parse("EUR 24.90"));
    }

    @Test
    void the_fee_goes_back_with_a_cancellation_after_all_else_was_returned() {
        var order = inTwoDeliveries();
        var parts = partsOf(order);
        receive(supply, 10);
        runJobs();
        done(fulfilling.ship(parts.get(0), "UPS", "1Z99", "warehouse"));
        done(rights.withdraw(parts.get(0)));
        rights.returned(parts.get(0), "It is back.", "support");
        assertThat(backFor(parts.get(0))).as("the other is still to come").containsExactly(Money.parse("EUR 20.00"));
        done(fulfilling.cancel(parts.get(1), List.of(), null, "customer"));
        assertThat(backFor(parts.get(1))).containsExactly(Money.parse("EUR 24.90"));
    }

    @Test
    void the_fee_stays_while_something_is_on_its_way_back() {
        var order = inTwoDeliveries();
        var parts = partsOf(order);
        receive(supply, 10);
        runJobs();
        done(fulfilling.ship(parts.get(0), "UPS", "1Z99", "warehouse"));
        done(rights.withdraw(parts.get(0)));
        done(fulfilling.cancel(parts.get(1), List.of(), null, "customer"));
        assertThat(backFor(parts.get(1))).containsExactly(Money.parse("EUR 20.00"));
        rights.returned(parts.get(0), "It is back.", "support");
        assertThat(backFor(parts.get(0))).containsExactly(Money.parse("EUR 24.90"));
    }

    @Test
    void fourteen_days_after_the_delivery_the_right_ends_and_without_a_delivery_it_stays() {
        var order = delivered("DE");
        var last = of(order).deliveredOn().orElseThrow().plusDays(14);
        clock.moveTo(calendar.endOf(last).minusSeconds(1));
        assertThat(rights.mayWithdraw(of(order))).isTrue();
        clock.moveTo(calendar.endOf(last));
        assertThat(rights.mayWithdraw(of(order))).isFalse();
        assertThat(rights.withdraw(id(order))).isInstanceOf(Answer.Refused.class);

        var neverReported = orderFrom("FR");
        timeGoesTo(last.plusYears(1));
        assertThat(rights.mayWithdraw(of(neverReported))).isTrue();
    }

    @Test
    void the_right_to_withdraw_is_that_of_the_eu_and_of_the_strictest_rule() {
        assertThat(rights.mayWithdraw(of(orderFrom("US")))).isFalse();
        assertThat(rights.mayWithdraw(of(orderFrom("GB")))).isFalse();
        assertThat(rights.mayWithdraw(of(orderFrom("CH")))).isTrue();
        assertThat(rights.withdraw(id(orderFrom("US")))).isInstanceOf(Answer.Refused.class);
    }

    // Another address ------------------------------------------------------------------------------------------------

    private final DeliverTo moved = new DeliverTo("Ada Byron", "5 Side Street", "10002", "New York", "NY", "US");

    @Test
    void who_packs_sees_the_new_address_and_the_customer_gets_one_mail() {
        var other = backorder(0, null);
        supply(other, 10, MONDAY.plusDays(14));
        var order = toMainStreet(new NewLine(sku, 1, null), new NewLine(other, 1, null));
        receive(supply, 10);
        runJobs();
        done(fulfilling.changeAddress(order, moved, "customer"));
        runJobs();
        assertThat(tasks.getVariable(taskOf(order).getId(), "about").toString()).contains("5 Side Street");
        assertThat(mailsOf(order)).filteredOn(ORDER_CHANGED::equals).hasSize(1);
        assertThat(mail(order, ORDER_CHANGED)).contains("5 Side Street");
        assertThat(fulfilling.changeAddress(order, moved, "customer")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(fulfilling.changeAddress(
                        order, new DeliverTo("Ada Byron", "1 Rue", "75001", "Paris", null, "FR"), "customer"))
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    void the_mail_about_a_new_address_speaks_of_no_money_that_went_back_before() {
        var order = toMainStreet(new NewLine(sku, 3, null));
        runJobs();
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        runJobs();
        assertThat(mail(order, ORDER_CHANGED)).contains("You get €20.00 back");
        complete(order, Map.of("refundedAmount", "20.00", "refundedOn", MONDAY.toString()));
        runJobs();

        timeGoesTo(MONDAY.plusDays(3));
        done(fulfilling.changeAddress(order, moved, "customer"));
        runJobs();
        assertThat(mail(order, ORDER_CHANGED)).contains("5 Side Street").doesNotContain("back");
    }

    @Test
    void the_mail_about_a_new_address_is_about_all_that_goes_there() {
        var other = backorder(0, null);
        supply(other, 10, MONDAY.plusDays(60));
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(50)), null, null));
        var order = toMainStreet(new NewLine(sku, 1, null), new NewLine(other, 1, null));
        runJobs();
        timeGoesTo(calendar.startOf(MONDAY.plusDays(14)).plusSeconds(7 * 3600));
        done(fulfilling.changeAddress(order, moved, "customer"));
        timeGoesTo(calendar.endOf(MONDAY.plusDays(14)).minusSeconds(1));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED);
        List<Long> proven = read(
                order,
                parts -> parts.stream()
                        .map(part -> proof.findByFulfillmentIdOrderById(part.id()).stream()
                                .filter(entry -> entry.details().contains("(ORDER_CHANGED)"))
                                .count())
                        .toList());
        assertThat(proven).as("in the proof of both").containsExactly(1L, 1L);
    }

    // An additional period -------------------------------------------------------------------------------------------

    @Test
    void who_was_told_of_a_delay_in_the_eu_sets_a_last_period_and_ends_the_contract_when_it_is_missed() {
        var order = orderFrom("DE");
        assertThat(rights.setPeriod(id(order), MONDAY.plusDays(20)))
                .as("the promise still stands")
                .isInstanceOf(Answer.Refused.class);
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(60)), null, null));
        timeGoesTo(MONDAY.plusDays(1));
        var lastDay = MONDAY.plusDays(20);
        done(rights.setPeriod(id(order), lastDay));
        assertThat(rights.setPeriod(id(order), lastDay)).isInstanceOf(Answer.DoneBefore.class);
        assertThat(rights.setPeriod(id(order), lastDay.plusDays(1)))
                .as("a period that runs is not changed")
                .isInstanceOf(Answer.Refused.class);

        clock.moveTo(calendar.endOf(lastDay).minusSeconds(1));
        assertThat(rights.periodMissed(of(order))).isFalse();
        clock.moveTo(calendar.endOf(lastDay));
        assertThat(rights.periodMissed(of(order))).isTrue();
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(rights.periodMissed(of(order))).isFalse();
    }

    @Test
    void a_period_is_kept_by_the_delivery_and_by_the_shipment_only_where_no_delivery_is_known() {
        var orders = inPeriod("GB", "GB", "GB", "GB");
        var shippedInTime = orders.get(0);
        var deliveredInTime = orders.get(1);
        var deliveredLate = orders.get(2);
        var shippedLate = orders.get(3);
        receive(supply, 10);
        runJobs();
        timeGoesTo(LAST_DAY);
        for (var order : List.of(shippedInTime, deliveredInTime, deliveredLate)) {
            done(fulfilling.ship(id(order), "UPS", order, "warehouse"));
        }
        done(fulfilling.deliver(id(deliveredInTime), "warehouse"));
        assertThat(orders).as("the day has not ended").noneMatch(order -> rights.periodMissed(of(order)));

        timeGoesTo(LAST_DAY.plusDays(1));
        done(fulfilling.ship(id(shippedLate), "UPS", "1Z99", "warehouse"));
        done(fulfilling.deliver(id(deliveredLate), "warehouse"));
        assertThat(orders)
                .filteredOn(order -> rights.periodMissed(of(order)))
                .containsExactly(deliveredLate, shippedLate);
        assertThat(rights.endContract(id(deliveredInTime))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void who_ends_the_contract_on_what_shipped_too_late_sends_it_back_and_gets_all_of_it_back() {
        var order = inPeriod("GB").get(0);
        receive(supply, 10);
        timeGoesTo(LAST_DAY.plusDays(1));
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        done(rights.endContract(id(order)));
        assertThat(rights.endContract(id(order))).isInstanceOf(Answer.DoneBefore.class);
        runJobs();
        assertThat(wordsOfProof(order))
                .contains("Ends the contract. The additional period until %s was missed.".formatted(LAST_DAY));
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_ArrangeReturn");
        complete(order, Map.of("note", "The parcel is back."));
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(tasks.getVariable(taskOf(order).getId(), "refundedAmount")).isEqualTo("24.90");
    }

    @Test
    void who_ends_the_contract_on_what_never_shipped_has_it_canceled_for_that_reason() {
        var order = inPeriod("DE").get(0);
        timeGoesTo(LAST_DAY.plusDays(1));
        done(rights.endContract(id(order)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(wordsOfProof(order))
                .contains("Canceled. Reason: The additional period until %s was missed.".formatted(LAST_DAY));
    }

    @Test
    void what_a_customer_waits_for_in_a_last_period_is_packed_before_others_and_by_its_end() {
        var running = inPeriod("DE").get(0);
        var usual = orderFrom("DE");
        receive(supply, 10);
        runJobs();
        var task = taskOf(usual);
        assertThat(taskOf(running).getPriority()).isGreaterThan(task.getPriority());
        assertThat(taskOf(running).getDueDate()).isEqualTo(calendar.taskDue(LAST_DAY));

        var friday = LocalDate.of(2026, 5, 8);
        assertThat(of(usual).promisedOn().orElseThrow()).isBefore(friday);
        clock.moveTo(calendar.startOf(friday));
        done(rights.setPeriod(id(usual), friday.plusDays(1)));
        assertThat(taskOf(usual).getPriority()).isGreaterThan(task.getPriority());
        assertThat(taskOf(usual).getDueDate()).isEqualTo(calendar.taskDue(friday.plusDays(1)));
    }

    @Test
    void a_period_lies_ahead_and_in_the_united_states_there_is_none() {
        var european = orderFrom("GB");
        var american = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(60)), null, null));
        assertThat(rights.setPeriod(id(european), MONDAY)).isInstanceOf(Answer.Refused.class);
        assertThat(rights.setPeriod(id(european), MONDAY.plusDays(181))).isInstanceOf(Answer.Refused.class);
        assertThat(rights.setPeriod(id(american), MONDAY.plusDays(20))).isInstanceOf(Answer.Refused.class);
        done(rights.setPeriod(id(european), MONDAY.plusDays(180)));
    }

    // Of an order whose process an administrator has ended ----------------------------------------------------------

    @Test
    void without_a_process_canceled_units_are_told_paid_back_and_the_rest_ships() {
        var order = place(newOrder(List.of(new NewLine(sku, 3, null)), false, true));
        runJobs();
        endsProcessOf(order);
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED);
        assertThat(mail(order, ORDER_CHANGED)).contains("You get €20.00 back");
        complete(order, Map.of("refundedAmount", "20.00", "refundedOn", MONDAY.toString()));
        runJobs();
        assertThat(wordsOfProof(order)).contains("Its process had been ended; it goes on with a new one.");

        receive(supply, 10);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_PackAndShip");
    }

    @Test
    void without_a_process_a_new_address_is_told_once_and_is_that_of_each_parcel() {
        var other = backorder(0, null);
        supply(other, 10, MONDAY.plusDays(14));
        var order = toMainStreet(new NewLine(sku, 1, null), new NewLine(other, 1, null));
        receive(supply, 10);
        runJobs();
        endsProcessOf(order);
        done(fulfilling.changeAddress(order, moved, "customer"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED);
        assertThat(tasks.getVariable(taskOf(order).getId(), "about").toString()).contains("5 Side Street");
        List<Boolean> running =
                read(order, parts -> parts.stream().map(this::runs).toList());
        assertThat(running).containsExactly(true, true);
    }

    @Test
    void without_a_process_more_can_be_ordered_and_is_confirmed() {
        var order = orderFrom("US");
        endsProcessOf(order);
        done(raising.raise(order, terms(order, 2), "customer"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, ORDER_CHANGED);
    }

    @Test
    void without_a_process_a_period_can_be_set_and_what_comes_is_packed_by_its_end() {
        var order = orderFrom("DE");
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(60)), null, null));
        timeGoesTo(MONDAY.plusDays(1));
        endsProcessOf(order);
        done(rights.setPeriod(id(order), LAST_DAY));
        runJobs();
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).as("told before").hasSize(1);
        receive(supply, 10);
        assertThat(taskOf(order).getDueDate()).isEqualTo(calendar.taskDue(LAST_DAY));
    }

    @Test
    void without_a_process_the_shipment_the_delivery_and_the_feedback_are_heard_all_the_same() {
        var order = orderFrom("US");
        receive(supply, 10);
        runJobs();
        endsProcessOf(order);
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, SHIPPED);
        endsProcessOf(order);
        done(fulfilling.deliver(id(order), "integration"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, SHIPPED, FEEDBACK_REQUESTED);
        endsProcessOf(order);
        done(fulfilling.giveFeedback(id(order), 1, "Broken.", "customer"));
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_FollowUpOnFeedback");
        complete(order, Map.of("note", "Called back."));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(fulfilling.deliver(id(order), "integration")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(ended(order)).isTrue();
    }

    @Test
    void without_a_process_it_is_packed_when_its_units_come() {
        var order = orderFrom("US");
        endsProcessOf(order);
        receive(supply, 10);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_PackAndShip");
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
    }

    @Test
    void without_a_process_a_delay_is_told_and_the_answer_counts() {
        var order = orderFrom("US");
        endsProcessOf(order);
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(60)), null, null));
        timeGoesTo(MONDAY.plusDays(1));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED);
        endsProcessOf(order);
        done(fulfilling.decide(id(order), Fulfilling.Decision.WAIT, "customer"));
        runJobs();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED);
        assertThat(waitsAt(order, "Task_WaitForStock")).isTrue();
    }

    private void endsProcessOf(String order) {
        read(
                        order,
                        parts -> parts.stream()
                                .map(part -> part.processInstanceId().orElseThrow())
                                .toList())
                .forEach(instance -> runtime.deleteProcessInstance(instance, "Ended by an administrator"));
    }

    private boolean runs(Fulfillment part) {
        var instance = part.processInstanceId().orElseThrow();
        return runtime.createProcessInstanceQuery().processInstanceId(instance).count() == 1;
    }

    // ---------------------------------------------------------------------------------------------------------------

    private Raising.Terms terms(String order, int more) {
        return done(raising.terms(order, sku, more));
    }

    private Fulfillment again(Fulfillment fulfillment) {
        return fulfillments.findById(fulfillment.id()).orElseThrow();
    }

    private Money toBePaid(String order) {
        return transaction.execute(
                now -> orders.findByNumber(order).orElseThrow().toBePaid());
    }

    /** Orders from these countries, whose customers set a last period when they were told of a delay of two months. */
    private List<String> inPeriod(String... countries) {
        var orders = Stream.of(countries).map(this::orderFrom).toList();
        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(60)), null, null));
        timeGoesTo(MONDAY.plusDays(1));
        orders.forEach(order -> done(rights.setPeriod(id(order), LAST_DAY)));
        return orders;
    }

    private List<String> wordsOfProof(String order) {
        return proof.findByFulfillmentIdOrderById(id(order)).stream()
                .map(ProofEntry::details)
                .toList();
    }

    private List<String> groupsOf(String order) {
        return tasks.getIdentityLinksForTask(taskOf(order).getId()).stream()
                .map(IdentityLink::getGroupId)
                .toList();
    }

    private String toMainStreet(NewLine... lines) {
        return place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", "US", "en"),
                new DeliverTo("Ada Byron", "12 Main Street", "10001", "New York", "NY", "US"),
                false,
                null,
                List.of(lines),
                null,
                true));
    }

    private String orderFrom(String country) {
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, "en"),
                null,
                false,
                Money.parse("EUR 4.90"),
                List.of(new NewLine(sku, 1, null)),
                null,
                true));
        runJobs();
        return order;
    }

    private String inTwoDeliveries() {
        var other = backorder(10, MONDAY.plusDays(14));
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", "DE", "en"),
                null,
                false,
                Money.parse("EUR 4.90"),
                List.of(new NewLine(sku, 1, null), new NewLine(other, 1, null)),
                null,
                true));
        runJobs();
        return order;
    }

    private String shippedInTwoDeliveries() {
        var order = inTwoDeliveries();
        for (var part : partsOf(order)) {
            var wanted = transaction.execute(now ->
                    fulfillments.findById(part).orElseThrow().lines().get(0).sku());
            done(receiving.adjust(wanted, 1, "Found"));
            runJobs();
            done(fulfilling.ship(part, "UPS", "1Z99", "warehouse"));
        }
        return order;
    }

    private List<Long> partsOf(String order) {
        return read(order, parts -> parts.stream().map(Fulfillment::id).toList());
    }

    private List<Money> backFor(long fulfillment) {
        return refunds.findByFulfillmentIdOrderById(fulfillment).stream()
                .map(Refund::amount)
                .toList();
    }

    private String delivered(String country) {
        var order = orderFrom(country);
        receive(supply, 10);
        runJobs();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        timeGoesTo(LocalDate.of(2026, 3, 5));
        done(fulfilling.deliver(id(order), "warehouse"));
        runJobs();
        return order;
    }
}
