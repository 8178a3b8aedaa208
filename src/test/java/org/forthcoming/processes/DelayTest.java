package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.EARLIER_THAN_PROMISED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.SHIPPED;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a customer lives to see when a promise can't be kept: in the United States, where nothing else is said. */
class DelayTest extends ProcessTest {

    @Autowired
    Inventory inventory;

    @Autowired
    DayWatch dayWatch;

    private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 1);
    private static final LocalDate APRIL_30 = LocalDate.of(2026, 4, 30);

    private Supply supply;

    @BeforeEach
    void it_is_the_first_of_march() {
        clock.moveTo(calendar.startOf(SUNDAY).plusSeconds(9 * 3600));
    }

    // The worked examples: no day was stated, so the promised one is 30 days after the order, the 31st of March

    @Test
    void silence_to_a_delay_of_at_most_30_days_is_consent_and_it_ships_in_time() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), APRIL_30);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        assertThat(of(order).promisedOn()).contains(APRIL_30);

        timeGoesTo(LocalDate.of(2026, 4, 1));
        assertThat(status(order)).as("consent by silence").isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        timeGoesTo(LocalDate.of(2026, 4, 28));
        ships(order);
        assertThat(mailsOf(order)).contains(SHIPPED).doesNotContain(CANCELED);
    }

    @Test
    void a_renewed_notice_needs_an_express_yes_before_the_consented_day_ends() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), APRIL_30);
        slips(LocalDate.of(2026, 4, 20), LocalDate.of(2026, 5, 5));
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 5, 5));

        timeGoesTo(calendar.endOf(APRIL_30).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(APRIL_30));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        runJobs();
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).hasSize(2);
        assertThat(mail(order, CANCELED)).contains("we did not hear from you");
    }

    @Test
    void a_definite_day_beyond_30_days_is_waited_for_only_with_a_yes() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 1));
        timeGoesTo(LocalDate.of(2026, 4, 29));
        ships(order);
        timeGoesTo(LocalDate.of(2026, 5, 2));
        assertThat(mailsOf(order)).contains(SHIPPED).doesNotContain(CANCELED);
        assertThat(ended(order) || status(order) == FulfillmentStatus.SHIPPED).isTrue();
    }

    @Test
    void without_that_yes_it_is_canceled_30_days_after_the_promised_day_and_not_at_the_new_one() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        timeGoesTo(calendar.endOf(APRIL_30).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(APRIL_30));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void who_agreed_to_wait_without_a_date_is_asked_no_more_and_may_cancel_until_the_carrier_has_it() {
        var order = undated("US");
        timeGoesTo(LocalDate.of(2026, 3, 25));
        supply = supply(sku, 10, LocalDate.of(2026, 3, 27));
        timeGoesTo(LocalDate.of(2026, 3, 26));
        done(receiving.change(supply.id(), Optional.empty(), null, "the factory stands still"));
        settled();
        assertThat(mailsOf(order)).contains(DELAYED);
        timeGoesTo(LocalDate.of(2026, 4, 10));
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        timeGoesTo(LocalDate.of(2026, 8, 1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        assertThat(fulfilling.ship(id(order), "UPS", "1Z", "warehouse")).isInstanceOf(Answer.Refused.class);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
    }

    @Test
    void in_the_eu_silence_changes_nothing() {
        var order = undated("DE");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        timeGoesTo(LocalDate.of(2026, 5, 28));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(fulfilling.decide(id(order), Decision.WAIT, "customer"))
                .as("nothing is asked")
                .isInstanceOf(Answer.Refused.class);
        ships(order);
        assertThat(mailsOf(order)).doesNotContain(CANCELED);
    }

    // Finding and telling -------------------------------------------------------------------------------------------

    @Test
    void a_typo_corrected_within_half_an_hour_is_told_to_nobody() {
        var order = dated();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2027, 4, 6)), null, null));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(29)));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 6)), null, null));
        timeGoesTo(clock.instant().plus(Duration.ofHours(2)));

        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
    }

    @Test
    void of_several_changes_within_half_an_hour_the_last_day_is_told_once() {
        var order = dated();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(20)));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 13)), null, "a strike at the port"));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(29)));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(1)));

        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED);
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 15));
        assertThat(lastMail(order))
                .contains("Wednesday, April 15, 2026", "Wednesday, April 8, 2026", "a strike at the port");
    }

    @Test
    void a_supply_that_did_not_come_is_found_at_midnight_and_others_cover_as_far_as_they_reach() {
        startDayWatch();
        var order = dated();
        var other = supply(sku, 10, LocalDate.of(2026, 4, 20));
        timeGoesTo(calendar.endOf(LocalDate.of(2026, 4, 6)).minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        timeGoesTo(calendar.endOf(LocalDate.of(2026, 4, 6)).plusSeconds(31 * 60));
        assertThat(mailsOf(order)).contains(DELAYED);
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 22));
        assertThat(inventory.stock(sku).orElseThrow().incoming())
                .filteredOn(incoming -> incoming.supplyId() == other.id())
                .extracting(incoming -> incoming.pegged())
                .containsExactly(1);
    }

    @Test
    void what_nothing_covers_any_more_shows_as_delayed_until_operations_know_more() {
        startDayWatch();
        var order = dated();
        timeGoesTo(LocalDate.of(2026, 4, 7));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.DELAYED);
        assertThat(of(order).expectedOn()).isEmpty();
        assertThat(mailsOf(order)).doesNotContain(DELAYED);

        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 13)), null, "The truck broke down."));
        settled();
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 4, 15));
        assertThat(lastMail(order)).contains("The truck broke down.");
    }

    private void startDayWatch() {
        dayWatch.start();
        runJobs();
    }

    @Test
    void nobody_hears_of_a_supply_that_others_count_on() {
        var order = dated();
        var other = supply(sku, 10, LocalDate.of(2026, 6, 1));
        done(receiving.change(other.id(), Optional.of(LocalDate.of(2026, 7, 1)), null, null));
        settled();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED);
    }

    @Test
    void what_comes_while_the_question_is_open_ships_and_ends_it() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        timeGoesTo(LocalDate.of(2026, 4, 2));
        ships(order);
        assertThat(fulfilling.decide(id(order), Decision.CANCEL, "customer")).isInstanceOf(Answer.Refused.class);
        timeGoesTo(LocalDate.of(2026, 5, 2));
        assertThat(mailsOf(order)).doesNotContain(CANCELED);
    }

    @Test
    void an_answer_after_the_deadline_is_too_late_even_if_nothing_has_come_of_it_yet() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        clock.moveTo(calendar.endOf(APRIL_30).minusMillis(1));
        var question = of(order);
        assertThat(question.status()).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        clock.moveTo(calendar.endOf(APRIL_30));
        assertThat(fulfilling.decide(id(order), Decision.WAIT, "customer")).isInstanceOf(Answer.Refused.class);
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void what_ships_ahead_leaves_the_question_open_for_the_rest() {
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2026, 4, 6));
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), true, true));
        runJobs();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 18)), null, "a strike"));
        settled();
        var promised = LocalDate.of(2026, 4, 8);
        timeGoesTo(LocalDate.of(2026, 4, 2));
        receive(supply(sku, 3, LocalDate.of(2026, 4, 2)), 3);
        runJobs();
        assertThat(statuses(order))
                .containsExactlyInAnyOrder(FulfillmentStatus.READY_TO_SHIP, FulfillmentStatus.CANCEL_OFFERED);
        var ahead = read(
                order,
                parts -> parts.stream()
                        .filter(part -> part.status() == FulfillmentStatus.READY_TO_SHIP)
                        .findFirst()
                        .orElseThrow()
                        .id());
        done(fulfilling.ship(ahead, "UPS", "1Z", "warehouse"));

        timeGoesTo(calendar.endOf(promised.plusDays(30)).minusSeconds(1));
        assertThat(statuses(order)).contains(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(calendar.endOf(promised.plusDays(30)));
        assertThat(statuses(order))
                .contains(FulfillmentStatus.CANCELED)
                .doesNotContain(FulfillmentStatus.CANCEL_OFFERED);
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).as("told once").hasSize(1);
        assertThat(mailsOf(order)).filteredOn(ORDER_CONFIRMED::equals).hasSize(1);
    }

    @Test
    void what_was_promised_told_and_answered_of_the_whole_is_in_the_proof_of_the_rest_too() {
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2026, 4, 6));
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), true, true));
        runJobs();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 18)), null, "a strike"));
        settled();
        done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
        var whole = proof.findByFulfillmentIdOrderById(id(order));
        receive(supply(sku, 3, LocalDate.of(2026, 4, 2)), 3);
        runJobs();
        var rest = read(order, parts -> parts.get(1).id());
        var kept = List.of(What.PROMISED, What.NOTIFIED, What.RE_PROMISED, What.ANSWERED);
        assertThat(proof.findByFulfillmentIdOrderById(rest))
                .extracting(ProofEntry::at, ProofEntry::what, ProofEntry::by, ProofEntry::details)
                .startsWith(whole.stream()
                        .filter(entry -> kept.contains(entry.what()))
                        .map(entry -> tuple(entry.at(), entry.what(), entry.by(), entry.details()))
                        .toArray(Tuple[]::new));
        assertThat(whole).extracting(ProofEntry::what).containsAll(kept);
    }

    @Test
    void an_answer_counts_only_for_the_notice_that_asks() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        var older = of(order).promiseVersion();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 6, 12)), null, null));
        settled();
        var present = of(order).promiseVersion();
        assertThat(present).isGreaterThan(older);
        for (var wrong : List.of(older, present + 1)) {
            assertThat(fulfilling.decide(id(order), Decision.WAIT, wrong, "support"))
                    .isInstanceOf(Answer.Refused.class);
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        done(fulfilling.decide(id(order), Decision.WAIT, present, "support"));
    }

    @Test
    void what_is_split_off_after_better_news_is_not_told_of_the_same_delay_again() {
        sku = backorder(0, null);
        supply = supply(sku, 5, LocalDate.of(2026, 4, 6));
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), true, true));
        runJobs();
        done(receiving.change(supply.id(), Optional.empty(), null, "a strike"));
        settled();
        timeGoesTo(LocalDate.of(2026, 3, 10));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 4)), null, null));
        runJobs();
        timeGoesTo(LocalDate.of(2026, 3, 12));
        receive(supply(sku, 2, LocalDate.of(2026, 3, 12)), 2);
        runJobs();
        assertThat(statuses(order))
                .containsExactlyInAnyOrder(FulfillmentStatus.READY_TO_SHIP, FulfillmentStatus.CANCEL_OFFERED);
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED, EARLIER_THAN_PROMISED);
    }

    @Test
    void silence_counts_for_the_rest_too_when_the_first_units_come_before_anything_came_of_it() {
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2026, 4, 6));
        var order = place(newOrder(List.of(new NewLine(sku, 5, null)), true, true));
        runJobs();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, "a strike"));
        settled();
        var other = supply(sku, 3, LocalDate.of(2026, 4, 9));
        clock.moveTo(calendar.endOf(LocalDate.of(2026, 4, 8)));
        receive(other, 3);
        assertThat(statuses(order))
                .containsExactlyInAnyOrder(FulfillmentStatus.READY_TO_SHIP, FulfillmentStatus.CANCEL_OFFERED);

        runJobs();
        assertThat(statuses(order))
                .containsExactlyInAnyOrder(FulfillmentStatus.READY_TO_SHIP, FulfillmentStatus.AWAITING_STOCK);
        assertThat(mailsOf(order)).filteredOn(DELAYED::equals).as("told once").hasSize(1);
    }

    private List<FulfillmentStatus> statuses(String order) {
        return read(order, parts -> parts.stream().map(part -> part.status()).toList());
    }

    @Test
    void who_would_rather_cancel_gets_the_money_back() {
        var order = undated("US");
        told(order, LocalDate.of(2026, 3, 25), LocalDate.of(2026, 5, 29));
        done(fulfilling.decide(id(order), Decision.CANCEL, "customer"));
        runJobs();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo("Task_RefundCustomer");
        assertThat(fulfilling.decide(id(order), Decision.WAIT, "customer"))
                .as("the first answer counts")
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    void all_that_is_late_of_an_order_is_told_in_one_mail() {
        var one = backorder(0, null);
        var other = backorder(0, null);
        var first = supply(one, 10, LocalDate.of(2026, 4, 6));
        var second = supply(other, 10, LocalDate.of(2026, 4, 13));
        var order = place(newOrder(List.of(new NewLine(one, 1, null), new NewLine(other, 1, null)), false, true));
        runJobs();
        done(receiving.change(first.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        done(receiving.change(second.id(), Optional.of(LocalDate.of(2026, 4, 27)), null, null));
        settled();

        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED);
        assertThat(lastMail(order)).contains("April 22, 2026", "April 29, 2026", "April 8, 2026", "April 15, 2026");
    }

    @Test
    void whoever_is_told_of_a_delay_hears_nothing_else_of_it_on_that_day() {
        var one = backorder(0, null);
        var other = backorder(0, null);
        var first = supply(one, 5, LocalDate.of(2026, 4, 6));
        var second = supply(other, 5, LocalDate.of(2026, 4, 13));
        var order = place(newOrder(List.of(new NewLine(one, 1, null), new NewLine(other, 1, null)), false, true));
        runJobs();
        timeGoesTo(calendar.startOf(SUNDAY.plusDays(14)).plusSeconds(7 * 3600));
        done(receiving.change(first.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, null));
        done(receiving.change(second.id(), Optional.of(LocalDate.of(2026, 4, 27)), null, null));
        timeGoesTo(calendar.endOf(SUNDAY.plusDays(14)).minusSeconds(1));
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED);
    }

    // ---------------------------------------------------------------------------------------------------------------

    private String sku;

    /** Promised for Wednesday, April 8. */
    private String dated() {
        sku = backorder(0, null);
        supply = supply(sku, 10, LocalDate.of(2026, 4, 6));
        var order = order(sku, 1);
        runJobs();
        return order;
    }

    private String undated(String country) {
        sku = undatedBackorder();
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, "en"),
                null,
                false,
                null,
                List.of(new NewLine(sku, 1, null)),
                null,
                true));
        runJobs();
        return order;
    }

    /** A supply is announced from which it can ship on that day. */
    private void told(String order, LocalDate on, LocalDate revised) {
        timeGoesTo(on);
        supply = supply(sku, 10, calendar.minusWorkingDays(revised, 2));
        settled();
        assertThat(mailsOf(order)).contains(DELAYED);
    }

    private void slips(LocalDate on, LocalDate revised) {
        timeGoesTo(on);
        done(receiving.change(supply.id(), Optional.of(calendar.minusWorkingDays(revised, 2)), null, null));
        settled();
    }

    private void settled() {
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
    }

    private void ships(String order) {
        receive(supply, 10);
        runJobs();
        done(fulfilling.ship(id(order), "UPS", "1Z99", "warehouse"));
        runJobs();
    }
}
