package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.EARLIER_THAN_PROMISED;
import static org.forthcoming.communication.Notice.STILL_WAITING;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.CancelCause;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.LateOrders;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Policies;
import org.forthcoming.orders.RefundBook;
import org.forthcoming.orders.Rights;
import org.forthcoming.orders.Shipping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;

/**
 * What the law says about a delay, on both sides of every boundary: a lamp was promised for Wednesday, April 8, 2026.
 *
 * <p>16 CFR 435.2 for the United States; Directive 2011/83/EU; Consumer Rights Act 2015.
 */
class DelayLawTest extends ProcessTest {

    static final LocalDate PROMISED = LocalDate.of(2026, 4, 8);

    @Autowired
    RefundBook refunds;

    @Autowired
    Delays delays;

    @Autowired
    Policies policies;

    @Autowired
    DayWatch dayWatch;

    @Autowired
    Rights rights;

    private String sku;
    private Supply supply;

    @BeforeEach
    void a_lamp_is_promised_for_wednesday() {
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2026, 4, 6));
    }

    // The first delay
    // --------------------------------------------------------------------------------------------------

    @Test
    void thirty_days_late_my_silence_is_a_yes_when_the_promised_day_ends() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(30));
        timeGoesTo(calendar.endOf(PROMISED).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(29)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void thirty_one_days_late_my_silence_cancels_thirty_days_after_the_promised_day() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33)); // a Monday, as the 31st day is a Saturday
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void one_day_more_than_thirty_is_waited_for_only_with_my_yes() {
        var friday = PROMISED.plusDays(2); // its 31st day is a Monday
        supply = supply(sku = backorder(0, null), 10, calendar.minusWorkingDays(friday, 2));
        var order = from("US");
        assertThat(of(order).promisedOn()).contains(friday);
        slipsTo(friday.plusDays(31));
        assertThat(lastMail(order)).contains("We need your yes");
        timeGoesTo(calendar.endOf(friday));
        assertThat(status(order)).as("silence is no yes").isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(friday.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void what_ships_in_the_last_minute_before_my_time_to_answer_ends_is_mine() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33));
        receive(supply, 10);
        runJobs();
        clock.moveTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(30));
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        timeGoesTo(PROMISED.plusDays(32));
        assertThat(mailsOf(order)).doesNotContain(CANCELED);
        assertThat(refunds.findByFulfillmentIdOrderById(id(order))).isEmpty();
    }

    @Test
    void a_slip_that_becomes_known_after_my_time_to_answer_asks_me_nothing_any_more() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        var deadline = calendar.endOf(PROMISED.plusDays(30));
        clock.moveTo(deadline);
        done(receiving.change(supply.id(), Optional.of(PROMISED.plusDays(70)), null, null));
        clock.moveTo(deadline.plus(Duration.ofMinutes(31)));
        runOnly("DelayWatch"); // before what should have canceled it
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(deadline);
        assertThat(of(order).cancelCause()).contains(CancelCause.NO_CONSENT);
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).hasSize(1);
    }

    @Test
    void what_the_law_has_canceled_does_not_ship_though_nothing_has_come_of_it_yet() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33));
        timeGoesTo(PROMISED.plusDays(20));
        receive(supply, 10);
        runJobs();
        clock.moveTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("has not agreed"));
        assertThat(status(order)).isNotEqualTo(FulfillmentStatus.SHIPPED);
    }

    @Test
    void who_cancels_after_the_law_has_is_paid_back_as_from_then() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33));
        timeGoesTo(PROMISED.plusDays(20));
        var deadline = calendar.endOf(PROMISED.plusDays(30));
        clock.moveTo(deadline.plus(Duration.ofDays(2)));
        assertThat(fulfilling.cancel(id(order), List.of(), null, "customer")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(of(order).endedAt()).hasValue(deadline);
        assertThat(of(order).cancelCause()).hasValue(CancelCause.NO_CONSENT);
        assertThat(refunds.findByFulfillmentIdOrderById(id(order)).get(0).canceledAt())
                .isEqualTo(deadline);
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
    }

    @Test
    void a_day_that_becomes_known_beyond_my_last_day_to_answer_is_asked_and_no_good_news() {
        var order = from("US");
        undated("A strike at the port.");
        slipsTo(PROMISED.plusDays(40));
        assertThat(mailsOf(order)).doesNotContain(EARLIER_THAN_PROMISED);
        assertThat(lastMail(order))
                .contains("We need your yes", "May 8, 2026")
                .doesNotContain("nothing you need to do");
        timeGoesTo(PROMISED.plusDays(1));
        assertThat(status(order)).as("it was told in time").isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void a_day_that_becomes_known_within_my_time_to_answer_is_good_news() {
        var order = from("US");
        undated("A strike at the port.");
        timeGoesTo(MONDAY.plusDays(1));
        slipsTo(PROMISED.plusDays(20));
        assertThat(mailsOf(order)).contains(EARLIER_THAN_PROMISED);
    }

    @Test
    void good_news_and_another_slip_leave_me_the_time_that_i_was_given() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(60));
        slipsTo(PROMISED.plusDays(12));
        slipsTo(PROMISED.plusDays(60));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void an_update_repeats_the_question_that_i_have_not_answered() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33));
        timeGoesTo(PROMISED.plusDays(20));
        assertThat(mail(order, STILL_WAITING))
                .contains("we have no answer from you yet", "We need your yes", "May 8, 2026")
                .doesNotContain("as planned", "nothing you need to do");
    }

    @Test
    void nobody_is_asked_to_wait_for_what_they_have_canceled_while_the_mail_was_stuck() {
        var order = from("US");
        doThrow(new MailSendException("The mail server is down.")).when(mailing).send(anyLong());
        slipsTo(PROMISED.plusDays(33));
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        reset(mailing);
        timeGoesTo(PROMISED);
        assertThat(mailsOf(order)).contains(CANCELED).doesNotContain(DELAYED);
    }

    @Test
    void a_standard_reason_is_told_in_my_language() {
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", "DE", "de"),
                null,
                false,
                null,
                List.of(new NewLine(sku, 1, null)),
                null,
                true));
        runJobs();
        undated(LateOrders.NOT_DELIVERED);
        assertThat(mail(order, DELAYED))
                .contains("Der Grund: Der Lieferant hat nicht geliefert.")
                .doesNotContain("supplier");
    }

    @Test
    void who_lowers_the_quantity_after_the_law_has_canceled_is_paid_back_all_as_from_then() {
        var deadline = calendar.endOf(PROMISED.plusDays(30));
        var lowered = from("US");
        var ofApi = from("US");
        slipsTo(PROMISED.plusDays(33));
        timeGoesTo(PROMISED.plusDays(20));
        clock.moveTo(deadline.plus(Duration.ofDays(2)));
        assertThat(fulfilling.lowerTo(id(lowered), sku, 0, "customer"))
                .isEqualTo(Answer.conflict("It was canceled before, whole."));
        fulfilling.cancel(id(ofApi), List.of(new Units(sku, 1)), null, "support");
        assertLawCanceled(lowered, deadline);
        assertLawCanceled(ofApi, deadline);
    }

    @Test
    void who_withdraws_after_the_law_has_canceled_is_paid_back_as_from_then() {
        var order = from("JP");
        slipsTo(PROMISED.plusDays(33));
        timeGoesTo(PROMISED.plusDays(20));
        var deadline = calendar.endOf(PROMISED.plusDays(30));
        clock.moveTo(deadline.plus(Duration.ofDays(2)));
        assertThat(rights.withdraw(id(order))).isInstanceOf(Answer.Refused.class);
        assertLawCanceled(order, deadline);
        assertThat(of(order).withdrawnAt()).isEmpty();
    }

    @Test
    void what_nobody_was_told_of_in_time_does_not_ship_once_its_day_is_over_even_before_it_is_canceled() {
        var order = from("US");
        receiving.receive(supply.id(), 1, null);
        runJobs();
        clock.moveTo(calendar.endOf(PROMISED));

        assertThat(fulfilling.ship(id(order), "DHL", "1", "warehouse"))
                .isEqualTo(
                        Answer.conflict(
                                "No notice of its delay went out before the promised day ended, so it is canceled and must not ship."));
        assertThat(fulfilling.cancelOrder(order, null, "customer")).isInstanceOf(Answer.DoneBefore.class);

        assertThat(of(order).endedAt()).hasValue(calendar.endOf(PROMISED));
        assertThat(of(order).cancelCause()).hasValue(CancelCause.NOT_TOLD);
    }

    private void assertLawCanceled(String order, Instant deadline) {
        assertThat(of(order).endedAt()).hasValue(deadline);
        assertThat(of(order).cancelCause()).hasValue(CancelCause.NO_CONSENT);
        assertThat(refunds.findByFulfillmentIdOrderById(id(order)))
                .singleElement()
                .satisfies(refund -> assertThat(refund.canceledAt()).isEqualTo(deadline));
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
    }

    @Test
    void the_table_draws_the_line_between_thirty_and_thirty_one_days() {
        var thirty = policies.delay(LawProfile.US_FTC, false, 30, false);
        var thirtyOne = policies.delay(LawProfile.US_FTC, false, 31, false);
        assertThat(thirty.silence().name()).isEqualTo("CONSENT");
        assertThat(thirty.days()).isZero();
        assertThat(thirtyOne.silence().name()).isEqualTo("CANCEL");
        assertThat(thirtyOne.days()).isEqualTo(30);
    }

    @Test
    void one_day_late_is_a_delay_too() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(1));
        assertThat(mailsOf(order)).contains(DELAYED);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
    }

    @Test
    void my_yes_in_the_last_minute_counts_and_i_am_not_canceled() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        clock.moveTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(30));
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(31)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void after_i_agreed_by_silence_i_may_still_cancel_until_it_ships() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(20));
        timeGoesTo(calendar.endOf(PROMISED).plusSeconds(86400));
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
    }

    // Every later delay
    // ------------------------------------------------------------------------------------------------

    @Test
    void a_second_delay_of_one_day_needs_my_yes_before_the_day_ends_to_which_i_agreed() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(20));
        timeGoesTo(calendar.endOf(PROMISED).plusSeconds(86400));
        slipsTo(PROMISED.plusDays(21));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(20)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(20)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void with_my_yes_the_second_delay_is_waited_for() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(20));
        timeGoesTo(calendar.endOf(PROMISED).plusSeconds(86400));
        slipsTo(PROMISED.plusDays(26));
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(25)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).hasSize(2);
    }

    @Test
    void a_second_notice_before_i_answered_gives_me_no_more_time_than_the_first() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        timeGoesTo(PROMISED.minusDays(1));
        slipsTo(PROMISED.plusDays(60));
        assertThat(delays.open(of(order)).orElseThrow().deadline()).contains(calendar.endOf(PROMISED.plusDays(30)));
    }

    @Test
    void a_second_delay_of_which_nobody_knows_the_end_needs_my_yes_before_the_day_ends_to_which_i_agreed() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(20));
        timeGoesTo(calendar.endOf(PROMISED).plusSeconds(86400));
        undated("The factory is closed.");
        assertThat(lastMail(order)).contains("We can’t name a new day", "We need your yes", "April 28, 2026");
        timeGoesTo(calendar.endOf(PROMISED.plusDays(20)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(20)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void when_the_day_ends_to_which_i_agreed_and_nobody_has_told_me_more_i_get_my_money_back() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        var end = calendar.endOf(PROMISED.plusDays(40));
        clock.moveTo(end.plus(Duration.ofHours(9)));
        watchTheDays();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(end);
        assertThat(of(order).cancelCause()).contains(CancelCause.NOT_TOLD);
    }

    @Test
    void a_renewed_notice_that_never_reached_me_leaves_me_the_time_that_the_first_one_gave() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        doThrow(new MailSendException("The mail server is down.")).when(mailing).send(anyLong());
        try {
            slipsTo(PROMISED.plusDays(61));
            timeGoesTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(1));
            assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
            timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        } finally {
            reset(mailing);
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(of(order).cancelCause()).contains(CancelCause.NO_CONSENT);
    }

    @Test
    void who_agreed_to_wait_without_a_day_is_asked_nothing_when_there_is_one() {
        var order = from("US");
        undated("The factory is closed.");
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        timeGoesTo(PROMISED.plusDays(20));
        slipsTo(PROMISED.plusDays(90));
        slipsTo(PROMISED.plusDays(97));
        assertThat(delays.open(of(order))).isEmpty();
        timeGoesTo(calendar.endOf(PROMISED.plusDays(60)));
        assertThat(status(order)).isNotIn(FulfillmentStatus.CANCELED, FulfillmentStatus.CANCEL_OFFERED);
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
    }

    @Test
    void without_a_yes_to_waiting_without_a_day_it_is_canceled_thirty_days_after_the_promised_one() {
        var order = from("US");
        undated("The factory is closed.");
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    // A delay that is none any more
    // --------------------------------------------------------------------------------------

    @Test
    void when_the_first_promise_can_be_kept_after_all_nothing_is_asked_any_more() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        timeGoesTo(clock.instant().plus(Duration.ofDays(2)));
        slipsTo(PROMISED);
        timeGoesTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(of(order).promisedOn()).contains(PROMISED);
        assertThat(delays.open(of(order))).isEmpty();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(31)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void without_the_line_that_is_late_the_rest_is_promised_as_before_and_nothing_is_asked() {
        var other = backorder(0, null);
        supply(other, 10, LocalDate.of(2026, 4, 6));
        var order = place(order("US", true, Shipping.TOGETHER, new NewLine(sku, 1, null), new NewLine(other, 1, null)));
        runJobs();
        slipsTo(PROMISED.plusDays(40));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        done(fulfilling.cancel(id(order), List.of(new Units(sku, 1)), null, "customer"));
        runJobs();
        assertThat(of(order).promisedOn()).contains(PROMISED);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(calendar.endOf(PROMISED.plusDays(31)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    // Too late
    // ---------------------------------------------------------------------------------------------------------

    @Test
    void a_slip_known_in_the_last_minute_of_the_promised_day_is_told_before_the_day_ends() {
        var order = from("US");
        clock.moveTo(calendar.endOf(PROMISED).minusSeconds(30));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        runJobs();
        assertThat(mailsOf(order)).contains(DELAYED);
        timeGoesTo(calendar.endOf(PROMISED));
        assertThat(status(order)).as("consent by silence").isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void a_slip_known_after_the_promised_day_is_no_notice_any_more_and_i_get_my_money_back() {
        var order = from("US");
        clock.moveTo(calendar.endOf(PROMISED));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mailsOf(order)).doesNotContain(DELAYED).contains(CANCELED);
    }

    @Test
    void in_germany_the_same_is_told_and_i_keep_my_order() {
        var order = from("DE");
        clock.moveTo(calendar.endOf(PROMISED));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        runJobs();
        assertThat(mailsOf(order)).contains(DELAYED);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
    }

    @Test
    void a_job_that_ran_days_late_cancels_as_of_the_deadline_and_the_refund_counts_from_it() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(40));
        var deadline = calendar.endOf(PROMISED.plusDays(30)); // Saturday, May 9, 00:00
        clock.moveTo(deadline.plus(Duration.ofDays(4)));
        runJobs();
        assertThat(of(order).endedAt()).contains(deadline);
        assertThat(refunds.findByFulfillmentIdOrderById(id(order)).get(0).dueOn())
                .contains(LocalDate.of(2026, 5, 19));
    }

    @Test
    void whose_time_to_answer_ended_while_the_shop_was_down_is_canceled_as_of_its_end_and_not_for_want_of_a_notice() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(33));
        clock.moveTo(calendar.endOf(PROMISED.plusDays(50)).plusSeconds(3600)); // the new day is over too
        watchTheDays();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(of(order).cancelCause()).contains(CancelCause.NO_CONSENT);
        assertThat(mail(order, CANCELED)).contains("we did not hear from you");
    }

    @Test
    void who_agreed_by_silence_while_the_shop_was_down_is_canceled_when_the_day_ends_to_which_that_agreed() {
        var order = from("US");
        slipsTo(PROMISED.plusDays(20));
        clock.moveTo(calendar.endOf(PROMISED.plusDays(25)));
        watchTheDays();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(calendar.endOf(PROMISED.plusDays(20)));
        assertThat(of(order).cancelCause()).contains(CancelCause.NOT_TOLD);
    }

    // No day was stated
    // ------------------------------------------------------------------------------------------------

    @Test
    void without_a_stated_day_i_am_to_be_told_before_the_thirtieth_day_after_my_order_has_ended() {
        assertThat(promisedByLaw(LocalDate.of(2026, 3, 1))).isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(promisedByLaw(LocalDate.of(2026, 1, 30)))
                .as("a February of 28 days")
                .isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(promisedByLaw(LocalDate.of(2028, 1, 30)))
                .as("a February of 29 days")
                .isEqualTo(LocalDate.of(2028, 2, 29));
        assertThat(promisedByLaw(LocalDate.of(2027, 12, 31))).as("another year").isEqualTo(LocalDate.of(2028, 1, 30));
    }

    @ParameterizedTest
    @EnumSource(LawProfile.class)
    void a_notice_of_the_last_minute_of_that_day_is_one(LawProfile profile) {
        var order = undatedFrom(profile);
        clock.moveTo(calendar.endOf(MONDAY.plusDays(30)).minusSeconds(30));
        watchTheDays();
        assertThat(mailsOf(order)).contains(DELAYED).doesNotContain(CANCELED);
        assertThat(delays.last(id(order)).orElseThrow().promisedOn()).isEqualTo(MONDAY.plusDays(30));
    }

    @ParameterizedTest
    @EnumSource(LawProfile.class)
    void when_that_day_has_ended_without_a_notice_it_is_canceled_where_the_law_says_so(LawProfile profile) {
        var order = undatedFrom(profile);
        var end = calendar.endOf(MONDAY.plusDays(30));
        clock.moveTo(end);
        watchTheDays();
        if (profile == LawProfile.US_FTC || profile == LawProfile.STRICTEST) {
            assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
            assertThat(of(order).endedAt()).contains(end);
            assertThat(mailsOf(order)).doesNotContain(DELAYED).contains(CANCELED);
        } else {
            assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
            assertThat(mailsOf(order)).contains(DELAYED).doesNotContain(CANCELED);
        }
    }

    // What an analyst changes in the table
    // ------------------------------------------------------------------------------

    @Test
    void where_the_table_cancels_nothing_for_want_of_a_notice_a_late_one_asks_me_nothing() {
        var order = from("US");
        withNoticePolicy(">true<", ">false<", () -> {
            clock.moveTo(calendar.endOf(PROMISED));
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
            runJobs();
            watchTheDays();
            assertThat(lastMail(order)).contains("nothing you need to do").doesNotContain("hear from you");
            assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        });
    }

    @Test
    void there_a_question_that_did_not_go_out_in_time_is_asked_no_more() {
        var order = from("US");
        withNoticePolicy(">true<", ">false<", () -> {
            doThrow(new MailSendException("The mail server is down."))
                    .when(mailing)
                    .send(anyLong());
            try {
                slipsTo(PROMISED.plusDays(40));
                timeGoesTo(calendar.endOf(PROMISED));
                watchTheDays();
            } finally {
                reset(mailing);
            }
            assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
            assertThat(delays.open(of(order))).isEmpty();
            timeGoesTo(calendar.endOf(PROMISED.plusDays(31)));
            assertThat(mailsOf(order)).doesNotContain(CANCELED);
        });
    }

    @Test
    void where_the_table_takes_fewer_days_for_one_law_its_orders_are_late_sooner_than_the_others() {
        withNoticePolicy(">30<", ">20<", () -> {
            var american = undatedFrom(LawProfile.US_FTC);
            var european = undatedFrom(LawProfile.EU_CRD);
            watchTheDays();
            timeGoesTo(calendar.startOf(MONDAY.plusDays(17)).minusSeconds(1));
            assertThat(status(american)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
            timeGoesTo(calendar.startOf(MONDAY.plusDays(17)));
            assertThat(status(american)).isEqualTo(FulfillmentStatus.DELAYED);
            timeGoesTo(calendar.startOf(MONDAY.plusDays(27)).minusSeconds(1));
            assertThat(status(european)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
            assertThat(delays.last(id(american)).orElseThrow().promisedOn()).isEqualTo(MONDAY.plusDays(20));
            timeGoesTo(calendar.startOf(MONDAY.plusDays(27)));
            assertThat(status(european)).isEqualTo(FulfillmentStatus.DELAYED);
        });
    }

    @Test
    void a_table_without_a_row_for_my_law_says_so_and_loses_nothing() {
        var order = from("US");
        var end = calendar.endOf(PROMISED);
        withNoticePolicy("\"US_FTC\"", "\"US\"", () -> {
            clock.moveTo(end);
            assertThatThrownBy(this::watchTheDays)
                    .hasStackTraceContaining("NoticePolicy: 0 rows of this decision table fit")
                    .hasStackTraceContaining("US_FTC");
            assertThat(status(order)).isNotEqualTo(FulfillmentStatus.CANCELED);
        });
        clock.moveTo(end.plus(Duration.ofHours(2)));
        runOnly("DayWatch"); // which ends jobs of the order that are due too
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(end);
    }

    // Money
    // ------------------------------------------------------------------------------------------------------------

    @Test
    void in_the_united_states_my_money_is_due_seven_working_days_after_the_cancellation() {
        assertThat(dueOnAfterCancelingOnFriday("US")).isEqualTo(LocalDate.of(2026, 3, 17));
    }

    @Test
    void by_the_strictest_rule_too() {
        assertThat(dueOnAfterCancelingOnFriday("CH")).isEqualTo(LocalDate.of(2026, 3, 17));
    }

    @Test
    void in_the_eu_and_in_the_united_kingdom_it_is_due_after_fourteen_days() {
        assertThat(dueOnAfterCancelingOnFriday("DE")).isEqualTo(LocalDate.of(2026, 3, 20));
        assertThat(dueOnAfterCancelingOnFriday("GB")).isEqualTo(LocalDate.of(2026, 3, 20));
    }

    @Test
    void a_refund_that_is_overdue_comes_first_in_the_list() {
        var due = dueOnAfterCancelingOnFriday("US");
        var task = tasks.createTaskQuery().taskDefinitionKey("Task_RefundCustomer");
        timeGoesTo(calendar.taskDue(due).minusSeconds(1));
        assertThat(task.singleResult().getPriority()).isEqualTo(70);
        timeGoesTo(calendar.taskDue(due));
        assertThat(task.singleResult().getPriority()).isEqualTo(100);
    }

    @Test
    void what_was_never_paid_is_not_paid_back() {
        var order = place(order("US", false, null, new NewLine(sku, 1, null)));
        runJobs();
        slipsTo(PROMISED.plusDays(40));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(tasksOf(order)).isEmpty();
    }

    @Test
    void what_has_shipped_is_not_refunded_when_the_rest_is_canceled_by_my_silence() {
        var other = backorder(0, null);
        var first = supply(other, 10, LocalDate.of(2026, 3, 9));
        var order = place(order("US", true, null, new NewLine(sku, 1, null), new NewLine(other, 1, null)));
        receive(first, 10);
        runJobs();
        var ready = read(
                order,
                parts -> parts.stream()
                        .filter(part -> part.status() == FulfillmentStatus.READY_TO_SHIP)
                        .findFirst()
                        .orElseThrow()
                        .id());
        done(fulfilling.ship(ready, "UPS", "1Z", "warehouse"));
        slipsTo(PROMISED.plusDays(40));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_RefundCustomer")
                .singleResult();
        assertThat(tasks.getVariable(task.getId(), "refundedAmount")).isEqualTo("20.00");
    }

    // Countries
    // --------------------------------------------------------------------------------------------------------

    @Test
    void in_the_united_kingdom_my_silence_changes_nothing() {
        var order = from("GB");
        slipsTo(PROMISED.plusDays(60));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(59)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(mailsOf(order)).contains(DELAYED).doesNotContain(CANCELED);
    }

    @Test
    void anywhere_else_my_silence_means_what_it_means_in_the_united_states() {
        var order = from("CH");
        slipsTo(PROMISED.plusDays(60));
        timeGoesTo(calendar.endOf(PROMISED.plusDays(30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void thirty_days_after_the_leap_day_are_counted_from_the_leap_day() {
        clock.moveTo(calendar.startOf(LocalDate.of(2028, 2, 7)));
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2028, 2, 25));
        var order = from("US");
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2028, 2, 29));
        slipsTo(LocalDate.of(2028, 4, 10));
        timeGoesTo(calendar.endOf(LocalDate.of(2028, 3, 30)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(LocalDate.of(2028, 3, 30)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    // ------------------------------------------------------------------------------------------------------------------

    private String from(String country) {
        var order = place(order(country, true, null, new NewLine(sku, 1, null)));
        runJobs();
        return order;
    }

    /** As if it had been changed there and brought into the engine: in its first row; taken back in the end. */
    private void withNoticePolicy(String right, String wrong, Runnable story) {
        var table = new String(ModelFiles.onClassPath().get("NoticePolicy.dmn"), StandardCharsets.UTF_8);
        assertThat(table).contains(right);
        var repository = engineOfThisContext.getRepositoryService();
        var deployment = repository
                .createDeployment()
                .addString("NoticePolicy.dmn", table.replaceFirst(right, wrong))
                .deploy();
        try {
            story.run();
        } finally {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    private void watchTheDays() {
        dayWatch.start();
        runJobs();
    }

    private void runOnly(String process) {
        var watch = jobs.createJobQuery().processDefinitionKey(process);
        for (var due = watch.executable().list();
                !due.isEmpty();
                due = watch.executable().list()) {
            due.forEach(job -> jobs.executeJob(job.getId()));
        }
    }

    private String undatedFrom(LawProfile profile) {
        sku = undatedBackorder();
        return from(
                switch (profile) {
                    case US_FTC -> "US";
                    case EU_CRD -> "DE";
                    case UK_CRA -> "GB";
                    case STRICTEST -> "CH";
                });
    }

    /** The day that can't be kept, as it is told to who ordered on this one without any. */
    private LocalDate promisedByLaw(LocalDate orderedOn) {
        clock.moveTo(calendar.startOf(orderedOn).plusSeconds(9 * 3600));
        var order = undatedFrom(LawProfile.US_FTC);
        supply = supply(sku, 10, orderedOn.plusDays(60));
        settled();
        return delays.last(id(order)).orElseThrow().promisedOn();
    }

    private static NewOrder order(String country, boolean paid, Shipping shipping, NewLine... lines) {
        return new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, "en"),
                null,
                false,
                null,
                List.of(lines),
                shipping,
                paid);
    }

    /** From now on it is expected to ship by this working day; half an hour later that is told. */
    private void slipsTo(LocalDate day) {
        done(receiving.change(supply.id(), Optional.of(calendar.minusWorkingDays(day, 2)), null, null));
        settled();
    }

    private void undated(String reason) {
        done(receiving.change(supply.id(), Optional.empty(), null, reason));
        settled();
    }

    private void settled() {
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
    }

    /** Canceled on Friday, March 6: the day by which the money is due. */
    private LocalDate dueOnAfterCancelingOnFriday(String country) {
        clock.moveTo(calendar.startOf(LocalDate.of(2026, 3, 6)).plusSeconds(3600));
        var order = from(country);
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        runJobs();
        return refunds.findByFulfillmentIdOrderById(id(order)).get(0).dueOn().orElseThrow();
    }
}
