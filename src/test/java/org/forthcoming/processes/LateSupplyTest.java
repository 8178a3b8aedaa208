package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.ORDER_CHANGED;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry;
import org.forthcoming.orders.ProofEntry.What;
import org.forthcoming.orders.Shipping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;

/** What becomes late because nobody does anything: goods that do not come, parcels that are not packed, mails that do not go. */
class LateSupplyTest extends ProcessTest {

    private static final LocalDate MONDAY_APRIL_6 = LocalDate.of(2026, 4, 6);
    private static final LocalDate TUESDAY = MONDAY_APRIL_6.plusDays(1);
    private static final LocalDate PROMISED = MONDAY_APRIL_6.plusDays(2);

    @Autowired
    DayWatch dayWatch;

    @Autowired
    Delays delays;

    private String sku;
    private Supply supply;
    private String undated;

    @BeforeEach
    void ten_lamps_are_to_come_on_monday_and_the_days_are_watched() {
        sku = backorder(0, null);
        supply = supply(sku, 10, MONDAY_APRIL_6);
        dayWatch.start();
        runJobs();
    }

    // What nothing covers any more -----------------------------------------------------------------------------------

    @Test
    void one_question_is_asked_for_all_that_wait_for_the_same_and_its_answer_holds_for_all() {
        var one = orderFrom("US");
        var other = orderFrom("DE");
        timeGoesTo(TUESDAY);
        var task = decision();
        assertThat(task.getName()).contains(sku);
        assertThat(tasks.getVariable(task.getId(), "about").toString())
                .contains("2 units for 2 deliveries", PROMISED.toString());
        assertThat(task.getDueDate()).isEqualTo(calendar.noonOf(TUESDAY));

        decide(Map.of("decision", "NEW_DATE", "promisedOn", "2026-04-22", "reason", "The ship is late"));
        runJobs();
        settled();
        for (var order : List.of(one, other)) {
            assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 22));
            assertThat(lastMail(order)).contains("The ship is late", "April 22, 2026");
        }
        assertThat(questions()).isEmpty();
    }

    @Test
    void without_a_new_day_the_customers_are_told_so_with_the_reason() {
        var order = orderFrom("US");
        timeGoesTo(TUESDAY);
        decide(Map.of("decision", "NO_DATE", "reason", "The factory is closed"));
        settled();
        assertThat(of(order).promisedOn()).isEmpty();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        assertThat(lastMail(order)).contains("The factory is closed");
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mail(order, CANCELED)).contains("we did not hear from you");
    }

    @Test
    void what_can_not_be_had_any_more_is_canceled_for_all_and_the_money_goes_back() {
        var orders = List.of(orderFrom("US"), orderFrom("DE"));
        timeGoesTo(TUESDAY);
        decide(Map.of("decision", "CANCEL"));
        runJobs();
        for (var order : orders) {
            assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
            assertThat(mail(order, CANCELED)).contains("can't be had any more");
            assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        }
    }

    @Test
    void whoever_decides_stands_in_the_proof_of_each_that_it_concerns_with_the_reason() {
        var orders = List.of(orderFrom("US"), orderFrom("DE"));
        timeGoesTo(TUESDAY);
        decideAs("olga", Map.of("decision", "NEW_DATE", "promisedOn", "2026-04-22", "reason", "The ship is late"));
        runJobs();
        for (var order : orders) {
            assertThat(lastEntry(order, What.DECIDED).by()).isEqualTo("olga");
            assertThat(lastEntry(order, What.DECIDED).details()).contains("2026-04-22", "The ship is late");
        }
        settled();
        done(receiving.change(supply.id(), Optional.empty(), null, null));
        decideAs("otto", Map.of("decision", "NO_DATE", "reason", "The ship has sunk"));
        runJobs();
        for (var order : orders) {
            assertThat(lastEntry(order, What.DECIDED).by()).isEqualTo("otto");
            assertThat(lastEntry(order, What.DECIDED).details()).contains("No day", "The ship has sunk");
        }
    }

    @Test
    void who_is_canceled_reads_what_can_not_be_had_and_why_and_the_proof_knows_who_decided() {
        var lamp = sku;
        var book = backorder(5, MONDAY_APRIL_6.plusDays(30));
        var order = placed(newOrder("US", false, new NewLine(lamp, 1, null), new NewLine(book, 1, null)));
        done(receiving.change(supply.id(), null, 0, null));
        decideAs("olga", Map.of("decision", "CANCEL", "reason", "The factory is closed for good"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mail(order, CANCELED))
                .contains("A BACKORDER can't be had any more", "The factory is closed for good")
                .doesNotContain("these goods");
        assertThat(lastEntry(order, What.CANCELED).by()).isEqualTo("olga");
        assertThat(lastEntry(order, What.CANCELED).details()).contains(lamp, "The factory is closed for good");
    }

    @Test
    void an_order_that_may_ship_in_parts_loses_only_what_can_not_be_had() {
        var book = backorder(5, MONDAY_APRIL_6.plusDays(30));
        var order = placed(newOrder("US", true, new NewLine(sku, 1, null), new NewLine(book, 1, null)));
        done(receiving.change(supply.id(), null, 0, null));
        decide(Map.of("decision", "CANCEL"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(mailsOf(order)).contains(ORDER_CHANGED).doesNotContain(CANCELED);
        List<String> wanted = read(
                order, all -> all.get(0).wantedLines().stream().map(Line::sku).toList());
        assertThat(wanted).containsOnly(book);
        assertThat(questions()).isEmpty();
    }

    @Test
    void undecided_the_customers_are_told_at_noon_of_the_last_day_before_the_promise() {
        var order = orderFrom("US");
        timeGoesTo(calendar.noonOf(TUESDAY).minusSeconds(1));
        assertThat(questions()).hasSize(1);
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        timeGoesTo(calendar.noonOf(TUESDAY));
        assertThat(questions()).isEmpty();
        settled();
        assertThat(lastMail(order)).contains("The supplier has not delivered");
        assertThat(of(order).promisedOn()).isEmpty();
    }

    @Test
    void who_accepted_to_wait_without_a_day_is_thought_of_three_days_before_the_law_wants_one() {
        var order = undatedOrderFrom("US");
        var promisedByLaw = MONDAY.plusDays(30);
        timeGoesTo(calendar.startOf(promisedByLaw.minusDays(3)).minusSeconds(1));
        assertThat(questions()).isEmpty();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(calendar.startOf(promisedByLaw.minusDays(3)));
        assertThat(decision().getDueDate()).isEqualTo(calendar.noonOf(promisedByLaw.minusDays(1)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);

        timeGoesTo(calendar.noonOf(promisedByLaw.minusDays(1)));
        settled();
        assertThat(mailsOf(order)).contains(DELAYED);
        assertThat(delays.last(id(order)).orElseThrow().promisedOn()).isEqualTo(promisedByLaw);
    }

    @Test
    void the_question_is_gone_when_a_supply_gets_its_new_day_elsewhere() {
        orderFrom("US");
        timeGoesTo(TUESDAY);
        assertThat(questions()).hasSize(1);
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 13)), null, null));
        assertThat(questions()).isEmpty();
    }

    @Test
    void the_question_follows_those_who_join_and_leave_while_nobody_has_decided() {
        var others = supply(sku, 3, MONDAY_APRIL_6.plusDays(7));
        var first = IntStream.range(0, 10).mapToObj(i -> orderFrom("DE")).toList();
        orderFrom("DE");
        done(receiving.change(others.id(), Optional.empty(), null, null));
        assertThat(about(decision()))
                .contains("1 units for 1 deliveries", PROMISED.plusDays(7).toString());
        assertThat(decision().getDueDate()).isEqualTo(calendar.noonOf(PROMISED.plusDays(6)));

        done(receiving.change(supply.id(), Optional.empty(), null, null));
        assertThat(about(decision())).contains("11 units for 11 deliveries", PROMISED.toString());
        assertThat(decision().getDueDate()).isEqualTo(calendar.noonOf(TUESDAY));

        first.forEach(order -> done(fulfilling.cancel(id(order), List.of(), null, "customer")));
        assertThat(about(decision()))
                .contains("1 units for 1 deliveries", PROMISED.plusDays(7).toString());
        assertThat(decision().getDueDate()).isEqualTo(calendar.noonOf(PROMISED.plusDays(6)));
    }

    @Test
    void the_question_is_gone_when_the_last_who_waited_has_canceled_and_not_before() {
        var one = orderFrom("US");
        var other = orderFrom("US");
        timeGoesTo(TUESDAY);
        done(fulfilling.cancel(id(one), List.of(), null, "customer"));
        assertThat(questions()).hasSize(1);
        done(fulfilling.cancel(id(other), List.of(), null, "customer"));
        assertThat(questions()).isEmpty();
    }

    @Test
    void without_a_reason_of_its_own_no_delay_borrows_that_of_another_supply() {
        done(receiving.change(supply.id(), Optional.of(TUESDAY), null, "A strike at the port"));
        receive(supply, 10);
        order(sku, 10);
        var later = supply(sku, 5, MONDAY_APRIL_6);
        var order = orderFrom("US");
        done(receiving.change(later.id(), Optional.empty(), null, null));
        settled();
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        assertThat(questions()).hasSize(1);
    }

    @Test
    void a_reason_that_was_told_once_is_not_told_of_the_next_delay() {
        var order = orderFrom("DE");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, "A strike at the port"));
        settled();
        assertThat(lastMail(order)).contains("A strike at the port");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 27)), null, null));
        settled();
        assertThat(lastMail(order)).contains("April 29, 2026").doesNotContain("strike");
        done(receiving.change(supply.id(), Optional.empty(), null, null));
        settled();
        assertThat(questions()).hasSize(1);
    }

    @Test
    void a_corrected_day_keeps_the_reason_that_nobody_has_read_yet() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 20)), null, "A strike at the port"));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        settled();
        assertThat(lastMail(order)).contains("April 22, 2026", "A strike at the port");
    }

    @Test
    void a_reason_is_told_though_what_it_is_about_is_not_counted_on_any_more() {
        var order = orderFrom("US");
        supply(sku, 5, LocalDate.of(2026, 4, 20));
        done(receiving.change(supply.id(), null, 0, "The factory has burned down"));
        settled();
        assertThat(lastMail(order)).contains("April 22, 2026", "The factory has burned down");
    }

    @Test
    void a_slip_that_was_taken_back_leaves_no_reason_behind() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 20)), null, "A strike at the port"));
        done(receiving.change(supply.id(), Optional.of(MONDAY_APRIL_6), null, null));
        settled();
        done(receiving.change(supply.id(), Optional.empty(), null, null));
        settled();
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        assertThat(questions()).hasSize(1);
    }

    @Test
    void a_new_day_without_a_reason_is_told_without_one_unless_the_supply_is_overdue() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.empty(), null, null));
        decide(Map.of("decision", "NEW_DATE", "promisedOn", "2026-04-22"));
        runJobs();
        settled();
        assertThat(lastMail(order)).contains("April 22, 2026").doesNotContain("supplier");

        timeGoesTo(LocalDate.of(2026, 4, 21));
        decide(Map.of("decision", "NEW_DATE", "promisedOn", "2026-05-06"));
        runJobs();
        settled();
        assertThat(lastMail(order)).contains("May 6, 2026", "The supplier has not delivered");
    }

    @Test
    void the_question_stays_for_what_did_not_come_with_the_first_units() {
        var order = partial("US", 5);
        timeGoesTo(TUESDAY);
        receive(supply, 2);
        assertThat(rest(order).status()).isEqualTo(FulfillmentStatus.DELAYED);
        decide(Map.of("decision", "NO_DATE", "reason", "The factory is closed"));
        settled();
        assertThat(lastMail(order)).contains("The factory is closed");
        timeGoesTo(calendar.endOf(PROMISED));
        assertThat(rest(order).status()).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
    }

    @Test
    void the_rest_of_a_partial_delivery_is_late_only_when_its_own_supply_is() {
        var other = supply(sku, 10, MONDAY_APRIL_6.minusDays(7));
        var order = partial("US", 12);
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        done(receiving.adjust(sku, 5, "found"));
        assertThat(rest(order).expectedOn())
                .contains(other.expectedOn().orElseThrow().plusDays(2));
        assertThat(rest(order).status()).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        settled();
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
    }

    @Test
    void whoever_cancels_the_late_line_is_late_no_more_and_nobody_decides_on_it() {
        var other = backorder(10, MONDAY_APRIL_6.plusDays(7));
        var order = placed(newOrder("DE", false, new NewLine(sku, 1, null), new NewLine(other, 1, null)));
        timeGoesTo(TUESDAY);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(questions()).hasSize(1);

        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(questions()).isEmpty();
    }

    @Test
    void whoever_agrees_to_a_day_that_has_become_unknown_meanwhile_is_still_decided_on() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(PROMISED.plusDays(40)), null, null));
        settled();
        done(receiving.change(supply.id(), null, 0, null));
        assertThat(questions()).hasSize(1);
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        decide(Map.of("decision", "CANCEL"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void what_is_decided_for_a_sku_holds_only_for_those_who_lack_that_one() {
        var other = backorder(0, null);
        var others = supply(other, 2, LocalDate.of(2026, 4, 20));
        var lacksLamps = together(sku, other);
        var lacksTheOther = order(other, "US");
        timeGoesTo(TUESDAY);
        done(receiving.change(others.id(), null, 1, null));
        assertThat(about(questionOf(other))).contains("1 units for 1 deliveries");

        tasks.complete(questionOf(other).getId(), Map.of("decision", "CANCEL"));
        runJobs();
        assertThat(status(lacksTheOther)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(status(lacksLamps)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(questionOf(sku)).isNotNull();
    }

    @Test
    void the_question_of_a_sku_is_gone_when_that_has_a_day_though_another_has_none() {
        var other = backorder(0, null);
        var others = supply(other, 1, MONDAY_APRIL_6);
        together(sku, other);
        timeGoesTo(TUESDAY);
        done(receiving.change(others.id(), null, 0, null));
        assertThat(questions()).hasSize(2);
        supply(other, 1, LocalDate.of(2026, 4, 20));
        assertThat(questions()).extracting(Task::getName).allMatch(name -> name.contains(sku));
    }

    @Test
    void a_decision_that_can_not_be_taken_is_refused_and_the_question_stays() {
        orderFrom("US");
        timeGoesTo(TUESDAY);
        for (var entered : List.<Map<String, Object>>of(
                Map.of("decision", "MAYBE"),
                Map.of("decision", "NO_DATE"),
                Map.of("decision", "NEW_DATE"),
                Map.of("decision", "NEW_DATE", "promisedOn", "soon"),
                Map.of("decision", "NEW_DATE", "promisedOn", TUESDAY.plusDays(1).toString()))) {
            assertThatThrownBy(() -> decide(entered)).as("%s", entered).isInstanceOf(RuntimeException.class);
        }
        assertThat(questions()).hasSize(1);
    }

    // What is here and not packed ------------------------------------------------------------------------------------

    @Test
    void what_is_not_packed_at_noon_of_the_day_before_is_told_and_packed_first() {
        var order = orderFrom("US");
        receive(supply, 10);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        var usual = taskOf(order).getPriority();
        timeGoesTo(calendar.noonOf(TUESDAY).minusSeconds(1));
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        timeGoesTo(calendar.noonOf(TUESDAY));
        assertThat(lastMail(order)).contains("Packing is late");
        assertThat(taskOf(order).getPriority()).isGreaterThan(usual);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);

        done(fulfilling.ship(id(order), "UPS", "1Z", "warehouse"));
        timeGoesTo(PROMISED.plusDays(31));
        assertThat(mailsOf(order)).doesNotContain(CANCELED);
    }

    @Test
    void what_became_ready_after_noon_is_not_late_in_the_afternoon_however_often_the_shop_starts() {
        var early = orderFrom("US");
        receive(supply, 1);
        var late = orderFrom("US");
        timeGoesTo(calendar.noonOf(TUESDAY).minusSeconds(1));
        clock.moveTo(calendar.noonOf(TUESDAY).plusSeconds(2 * 3600));
        receive(supply, 9);
        assertThat(status(late)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        for (var start = 0; start < 2; start++) {
            dayWatch.start();
            runJobs();
        }
        assertThat(lastMail(early)).as("noon passed while the shop was down").contains("Packing is late");
        assertThat(mailsOf(late)).doesNotContain(DELAYED);

        timeGoesTo(calendar.noonOf(PROMISED).minusSeconds(1));
        assertThat(mailsOf(late)).doesNotContain(DELAYED);
        timeGoesTo(calendar.noonOf(PROMISED));
        assertThat(lastMail(late)).contains("Packing is late");
    }

    @Test
    void a_noon_that_is_judged_on_the_next_morning_only_is_still_that_noon() {
        var wednesday = orderFrom("US");
        var nextSku = backorder(0, null);
        var next = supply(nextSku, 1, TUESDAY);
        var thursday = order(nextSku, "US");
        receive(supply, 1);
        receive(next, 1);
        timeGoesTo(TUESDAY);
        clock.moveTo(calendar.startOf(PROMISED).plusSeconds(8 * 3600));
        runJobs();
        assertThat(lastMail(wednesday)).contains("Packing is late");
        assertThat(of(thursday).promisedOn()).contains(PROMISED.plusDays(1));
        assertThat(mailsOf(thursday)).doesNotContain(DELAYED);
    }

    @Test
    void why_a_supply_was_canceled_is_told_when_nobody_decides_in_time() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), null, 0, "It is out of production."));

        timeGoesTo(PROMISED);

        assertThat(lastMail(order)).contains("It is out of production.").doesNotContain("supplier");
        assertThat(lastEntry(order, What.DECIDED).details()).contains("It is out of production.");
    }

    @Test
    void what_was_ordered_without_a_day_is_to_be_packed_by_the_day_that_the_law_takes_for_promised() {
        var order = undatedOrderFrom("US");
        var promisedByLaw = MONDAY.plusDays(30);
        timeGoesTo(promisedByLaw.minusDays(5));
        done(receiving.adjust(undated, 1, "found"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        timeGoesTo(calendar.noonOf(promisedByLaw.minusDays(1)).minusSeconds(1));
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        timeGoesTo(calendar.noonOf(promisedByLaw.minusDays(1)));
        assertThat(lastMail(order)).contains("Packing is late");

        timeGoesTo(calendar.endOf(promisedByLaw));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).hasSize(1);
    }

    // What nobody was told in time -----------------------------------------------------------------------------------

    @Test
    void whom_no_notice_has_reached_before_the_promised_day_ended_is_canceled_as_of_its_end() {
        var late = orderFrom("US");
        var european = orderFrom("DE");
        doThrow(new MailSendException("The mail server is down.")).when(mailing).send(anyLong());
        try {
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
            timeGoesTo(calendar.endOf(PROMISED).minusSeconds(1));
            assertThat(status(late)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
            timeGoesTo(calendar.endOf(PROMISED));
        } finally {
            reset(mailing);
        }
        assertThat(status(late)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(late).endedAt()).contains(calendar.endOf(PROMISED));
        assertThat(status(european)).isEqualTo(FulfillmentStatus.DELAYED);
    }

    @Test
    void a_second_delay_does_not_cure_that_the_notice_of_the_first_never_went_out() {
        var order = orderFrom("US");
        doThrow(new MailSendException("The mail server is down.")).when(mailing).send(anyLong());
        try {
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
            settled();
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 24)), null, null));
            settled();
            var second = delays.last(id(order)).orElseThrow();
            assertThat(second.promisedOn()).isEqualTo(PROMISED);
            assertThat(second.silence()).as("as after a first one").isEqualTo(Delay.Silence.CONSENT);
            timeGoesTo(calendar.endOf(PROMISED));
        } finally {
            reset(mailing);
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(calendar.endOf(PROMISED));
    }

    @Test
    void whom_nobody_wrote_to_at_all_because_the_shop_was_down_is_canceled_as_of_the_end_of_the_promised_day() {
        var order = orderFrom("US");
        var european = orderFrom("DE");
        clock.moveTo(calendar.startOf(PROMISED.plusDays(3)).plusSeconds(10 * 3600));
        dayWatch.start();
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(calendar.endOf(PROMISED));
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        assertThat(mail(order, CANCELED)).contains("we failed to tell you in time");
        assertThat(status(european)).isNotEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void who_agreed_to_wait_without_a_day_is_not_canceled_because_the_shop_was_down_on_a_later_one() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.empty(), null, "strike"));
        settled();
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        timeGoesTo(MONDAY.plusDays(8));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 4)), null, null));
        runJobs();
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 5, 6));

        clock.moveTo(calendar.startOf(LocalDate.of(2026, 5, 8)));
        dayWatch.start();
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(mailsOf(order)).doesNotContain(CANCELED);
    }

    @Test
    void who_heard_in_time_is_left_in_peace_at_the_end_of_the_promised_day() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        settled();
        timeGoesTo(calendar.endOf(PROMISED).plusSeconds(1));
        assertThat(status(order)).as("consent by silence").isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(delays.last(id(order)).map(Delay::silence)).contains(Delay.Silence.CONSENT);
    }

    // What an administrator has ended, or has to repair ---------------------------------------------------------------

    @Test
    void who_has_no_process_any_more_is_canceled_like_the_others_and_gets_the_money_back() {
        var broken = orderFrom("US");
        var other = orderFrom("US");
        runtime.deleteProcessInstance(of(broken).processInstanceId().orElseThrow(), "Ended by an administrator");
        clock.moveTo(calendar.startOf(PROMISED.plusDays(1)));
        dayWatch.start();
        runJobs();
        for (var order : List.of(broken, other)) {
            assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
            assertThat(mailsOf(order)).contains(CANCELED);
            assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        }
    }

    @Test
    void what_came_to_a_halt_on_one_day_is_done_on_the_next_all_the_same() {
        orderFrom("US");
        dayWatch.start();
        giveUp("DayWatch");
        timeGoesTo(TUESDAY);
        assertThat(questions()).hasSize(1);
    }

    @Test
    void a_notice_that_came_to_a_halt_is_told_when_the_next_day_begins() {
        var order = orderFrom("US");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        giveUp("DelayWatch");
        timeGoesTo(calendar.endOf(MONDAY).minusSeconds(1));
        assertThat(mailsOf(order)).doesNotContain(DELAYED);
        timeGoesTo(calendar.endOf(MONDAY));
        assertThat(mailsOf(order)).contains(DELAYED);
    }

    // What is wrong with one alone ------------------------------------------------------------------------------------

    @Test
    void one_that_can_not_be_canceled_keeps_no_other_from_it_and_staff_see_which_one_it_is() {
        var orders = List.of(orderFrom("US"), orderFrom("US"), orderFrom("US"));
        var broken = orders.get(1);
        clock.moveTo(calendar.endOf(PROMISED));
        breaks(broken);
        try {
            dayWatch.start();
            timeGoesTo(clock.instant().plus(Duration.ofMinutes(1)));
            assertThat(orders)
                    .filteredOn(order -> status(order) != FulfillmentStatus.CANCELED)
                    .containsExactly(broken);
            timeGoesTo(clock.instant().plus(Duration.ofHours(1)));
            assertThat(faults()).anySatisfy(said -> assertThat(said).contains(broken, "Broken."));
            assertThat(mailsOf(orders.get(0))).filteredOn(CANCELED::equals).hasSize(1);
        } finally {
            reset(mailing);
        }
        triedAgain();
        assertThat(status(broken)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(broken).endedAt()).contains(calendar.endOf(PROMISED));
        assertThat(faults()).isEmpty();
    }

    @Test
    void one_that_can_not_be_told_keeps_no_notice_of_others_back_not_even_of_those_who_are_late_afterwards() {
        var broken = orderFrom("US");
        var other = orderFrom("US");
        breaks(broken);
        try {
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
            timeGoesTo(clock.instant().plus(Duration.ofMinutes(32)));
            assertThat(mailsOf(other)).contains(DELAYED);
            timeGoesTo(clock.instant().plus(Duration.ofHours(2)));
            assertThat(faults()).singleElement().asString().contains(broken);

            var otherSku = backorder(0, null);
            var otherSupply = supply(otherSku, 1, MONDAY_APRIL_6);
            var later = order(otherSku, "US");
            done(receiving.change(otherSupply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
            timeGoesTo(clock.instant().plus(Duration.ofMinutes(37)));
            assertThat(mailsOf(later)).contains(DELAYED);
            assertThat(mailsOf(broken)).doesNotContain(DELAYED);
        } finally {
            reset(mailing);
        }
        timeGoesTo(MONDAY.plusDays(2));
        assertThat(mailsOf(broken)).filteredOn(DELAYED::equals).hasSize(1);
        assertThat(mailsOf(other)).filteredOn(DELAYED::equals).hasSize(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void one_that_can_not_be_told_keeps_nobody_from_hearing_that_packing_is_late() {
        var broken = orderFrom("US");
        var other = orderFrom("US");
        receive(supply, 10);
        runJobs();
        timeGoesTo(TUESDAY);
        breaks(broken);
        try {
            timeGoesTo(calendar.noonOf(TUESDAY).plusSeconds(60));
            assertThat(lastMail(other)).contains("Packing is late");
            assertThat(mailsOf(broken)).doesNotContain(DELAYED);
        } finally {
            reset(mailing);
        }
        timeGoesTo(calendar.noonOf(TUESDAY).plusSeconds(3600));
        assertThat(lastMail(broken)).contains("Packing is late");
    }

    @Test
    void one_that_can_not_be_canceled_keeps_nobody_else_in_a_hopeless_queue() {
        var broken = orderFrom("US");
        var other = orderFrom("US");
        timeGoesTo(TUESDAY);
        breaks(broken);
        try {
            decideAs("olga", Map.of("decision", "CANCEL", "reason", "Discontinued."));
            timeGoesTo(clock.instant().plus(Duration.ofMinutes(1)));
            assertThat(status(other)).isEqualTo(FulfillmentStatus.CANCELED);
            assertThat(status(broken)).isEqualTo(FulfillmentStatus.DELAYED);
        } finally {
            reset(mailing);
        }
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(6)));
        assertThat(status(broken)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(lastEntry(broken, What.CANCELED).by()).isEqualTo("olga");
        assertThat(lastEntry(broken, What.CANCELED).details()).contains("Discontinued.");
    }

    private void giveUp(String process) {
        jobs.createJobQuery().processDefinitionKey(process).list().stream()
                .filter(job ->
                        process.equals("DelayWatch") || job.getDuedate().compareTo(Date.from(clock.instant())) <= 0)
                .forEach(job -> jobs.setJobRetries(job.getId(), 0));
    }

    // ---------------------------------------------------------------------------------------------------------------

    private String together(String one, String other) {
        return placed(newOrder("US", false, new NewLine(one, 1, null), new NewLine(other, 1, null)));
    }

    private Task questionOf(String sku) {
        return questions().stream()
                .filter(task -> task.getName().endsWith(sku))
                .findFirst()
                .orElse(null);
    }

    private String orderFrom(String country) {
        return order(sku, country);
    }

    private String undatedOrderFrom(String country) {
        undated = undatedBackorder();
        return order(undated, country);
    }

    private String order(String sku, String country) {
        return placed(newOrder(country, false, new NewLine(sku, 1, null)));
    }

    /** Of so many lamps, of which what is there ships. */
    private String partial(String country, int units) {
        return placed(newOrder(country, true, new NewLine(sku, units, null)));
    }

    private String placed(NewOrder order) {
        place(order);
        runJobs();
        return order.number();
    }

    private static NewOrder newOrder(String country, boolean partial, NewLine... lines) {
        return new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, "en"),
                null,
                partial,
                null,
                List.of(lines),
                Shipping.TOGETHER,
                true);
    }

    /** What waits on of an order of which the first units are here. */
    private Fulfillment rest(String order) {
        return read(order, parts -> {
            assertThat(parts).hasSize(2);
            return parts.get(1);
        });
    }

    private List<Task> questions() {
        return tasks.createTaskQuery()
                .taskDefinitionKey("Task_DecideOnLateOrder")
                .list();
    }

    private Task decision() {
        assertThat(questions()).hasSize(1);
        return questions().get(0);
    }

    private String about(Task task) {
        return tasks.getVariable(task.getId(), "about").toString();
    }

    private void decide(Map<String, Object> entered) {
        tasks.complete(decision().getId(), entered);
    }

    private void decideAs(String user, Map<String, Object> entered) {
        var task = decision();
        engineOfThisContext.getIdentityService().setAuthentication(user, List.of("operations"));
        try {
            tasks.complete(task.getId(), entered);
        } finally {
            engineOfThisContext.getIdentityService().clearAuthentication();
        }
    }

    private ProofEntry lastEntry(String order, What what) {
        return proof.findByFulfillmentIdOrderById(id(order)).stream()
                .filter(entry -> entry.what() == what)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void settled() {
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
    }
}
