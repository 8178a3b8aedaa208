package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.FulfillmentStatus;
import org.junit.jupiter.api.Test;

/** Months pass as they would by themselves, everything in the order of its due time. */
class ClockAdvanceTest extends ProcessTest {

    @Test
    void the_engine_s_clock_follows_the_shop_s() {
        clockAdvance.advance(Duration.ofDays(100));
        assertThat(ClockUtil.getCurrentTime().toInstant())
                .isBetween(clock.instant().minusSeconds(5), clock.instant().plusSeconds(5));
        assertThat(calendar.today()).isEqualTo(MONDAY.plusDays(100));
    }

    @Test
    void what_becomes_due_in_half_a_year_runs_in_the_order_of_its_due_time() {
        var sku = backorder(1000, LocalDate.of(2026, 12, 1));
        var placed = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            placed.add(order(sku, 1));
            clockAdvance.advance(Duration.ofHours(7));
        }
        timeGoesTo(MONDAY.plusDays(182));

        var sent = new ArrayList<Mail>();
        placed.forEach(order -> sent.addAll(mails.findByOrderNumberOrderById(order)));
        // Each is told every 14 days: the 13th time after 182 days is due to those only who ordered by then.
        assertThat(sent.stream().filter(mail -> mail.notice() == Notice.STILL_WAITING))
                .hasSizeBetween(5 * 12, 5 * 13);
        for (var mail : sent) {
            assertThat(mail.status()).isEqualTo(Mail.Status.KEPT);
            assertThat(Duration.between(mail.queuedAt(), mail.sentAt().orElseThrow()))
                    .as("sent at its own time, not at the end")
                    .isLessThan(Duration.ofMinutes(1));
        }
        var inOrderOfIds =
                sent.stream().sorted(java.util.Comparator.comparing(Mail::id)).toList();
        assertThat(inOrderOfIds).isSortedAccordingTo(java.util.Comparator.comparing(Mail::queuedAt));
    }

    @Test
    void one_long_leap_does_what_many_small_ones_do() {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, MONDAY.plusDays(7));
        var order = order(sku, 1);
        receive(supply, 10);
        done(fulfilling.ship(id(order), "UPS", "1Z", "integration"));
        clockAdvance.advance(Duration.ofDays(60));

        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(of(order).endedAt().map(calendar::dayOf)).contains(MONDAY.plusDays(24));
        assertThat(mailsOf(order))
                .isEqualTo(List.of(Notice.ORDER_CONFIRMED, Notice.SHIPPED, Notice.FEEDBACK_REQUESTED));
    }

    @Test
    void the_clock_is_not_moved_within_a_transaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> clockAdvance.advance(Duration.ofDays(1))))
                .hasMessageContaining("not moved within a transaction");
    }
}
