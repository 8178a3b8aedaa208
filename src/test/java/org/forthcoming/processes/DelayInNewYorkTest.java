package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.RefundBook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Days end where the shop is, west of UTC and in the night of the change to summer time. */
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:new-york;DB_CLOSE_DELAY=-1",
            "forthcoming.zone=America/New_York",
            "forthcoming.country=US"
        })
class DelayInNewYorkTest extends ProcessTest {

    @Autowired
    Delays delays;

    @Autowired
    RefundBook refunds;

    private String sku;

    @Test
    void the_promised_day_ends_at_midnight_of_summer_time_after_the_clocks_went_forward() {
        var promised = LocalDate.of(2026, 3, 9); // the Monday after
        var order = delayed(LocalDate.of(2026, 3, 5), promised, promised.plusDays(14));
        assertThat(calendar.endOf(promised)).isEqualTo(Instant.parse("2026-03-10T04:00:00Z"));
        timeGoesTo(Instant.parse("2026-03-10T03:59:59Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-03-10T04:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void thirty_days_over_the_change_to_summer_time_are_thirty_days() {
        var promised = LocalDate.of(2026, 3, 6);
        var order = delayed(LocalDate.of(2026, 3, 4), promised, promised.plusDays(60));
        timeGoesTo(Instant.parse("2026-04-06T03:59:59Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-04-06T04:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(order).endedAt()).contains(Instant.parse("2026-04-06T04:00:00Z"));
    }

    @Test
    void without_a_stated_day_the_thirty_days_count_from_the_day_that_it_was_where_the_shop_is() {
        clock.moveTo(Instant.parse("2026-03-02T04:30:00Z")); // the evening of Sunday, March 1
        var order = withoutDay();
        clock.moveTo(clock.instant().plus(Duration.ofDays(1)));
        isAnnouncedFor(LocalDate.of(2026, 6, 1));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(delays.last(id(order)).orElseThrow().promisedOn()).isEqualTo(LocalDate.of(2026, 3, 31));
        timeGoesTo(Instant.parse("2026-05-01T04:00:00Z").minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-05-01T04:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void a_promised_day_of_23_hours_ends_at_its_midnight_and_a_notice_before_is_in_time() {
        var end = Instant.parse("2026-03-09T04:00:00Z");
        var orderedAt = Instant.parse("2026-02-06T17:00:00Z");
        clock.moveTo(orderedAt);
        var inTime = withoutDay();
        clock.moveTo(end.minusSeconds(30));
        isAnnouncedFor(LocalDate.of(2026, 3, 16));
        timeGoesTo(end);
        assertThat(status(inTime)).as("consent by silence").isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        clock.moveTo(orderedAt);
        var tooLate = withoutDay();
        clock.moveTo(end);
        isAnnouncedFor(LocalDate.of(2026, 3, 16));
        assertThat(status(tooLate)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(tooLate).endedAt()).contains(end);
    }

    @Test
    void the_money_is_due_after_seven_working_days_without_the_weekend_and_the_holiday() {
        var sku = backorder(10, LocalDate.of(2026, 6, 15));
        clock.moveTo(Instant.parse("2026-05-21T03:59:00Z")); // still Wednesday, May 20; Monday is Memorial Day
        var order = order(sku, 1);
        done(fulfilling.cancel(id(order), List.of(), null, "customer"));
        runJobs();
        assertThat(refunds.findByFulfillmentIdOrderById(id(order)).get(0).dueOn())
                .contains(LocalDate.of(2026, 6, 1));
    }

    @Test
    void canceled_by_my_silence_the_days_of_the_refund_count_after_the_first_instant_of_the_next_day() {
        var promised = LocalDate.of(2026, 4, 21);
        var order = delayed(LocalDate.of(2026, 4, 17), promised, promised.plusDays(60));
        timeGoesTo(Instant.parse("2026-05-22T04:00:00Z")); // May 21 has ended; Friday does not count, nor does Monday
        assertThat(refunds.findByFulfillmentIdOrderById(id(order)).get(0).dueOn())
                .contains(LocalDate.of(2026, 6, 3));
    }

    private String withoutDay() {
        sku = undatedBackorder();
        var order = order(sku, 1);
        runJobs();
        return order;
    }

    /** The first units that will come for who ordered without a day. */
    private void isAnnouncedFor(LocalDate day) {
        supply(sku, 10, day);
        runJobs();
    }

    private String delayed(LocalDate comesOn, LocalDate promised, LocalDate revised) {
        var sku = backorder(0, null);
        Supply supply = supply(sku, 10, comesOn);
        var order = order(sku, 1);
        runJobs();
        assertThat(of(order).promisedOn()).contains(promised);
        done(receiving.change(supply.id(), Optional.of(calendar.minusWorkingDays(revised, 2)), null, null));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        return order;
    }
}
