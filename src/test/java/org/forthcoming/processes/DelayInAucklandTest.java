package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.FulfillmentStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Days end where the shop is, east of UTC and in the night of the change to winter time. */
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:auckland;DB_CLOSE_DELAY=-1",
            "forthcoming.zone=Pacific/Auckland"
        })
class DelayInAucklandTest extends ProcessTest {

    @Autowired
    Delays delays;

    private String sku;

    @Test
    void the_promised_day_ends_while_it_is_still_noon_of_that_day_in_utc() {
        var promised = LocalDate.of(2026, 3, 9);
        var order = delayed(LocalDate.of(2026, 3, 5), promised, promised.plusDays(14));
        timeGoesTo(Instant.parse("2026-03-09T10:59:59Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-03-09T11:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void thirty_days_over_the_change_to_winter_time_are_thirty_days() {
        var promised = LocalDate.of(2026, 3, 9);
        var order = delayed(LocalDate.of(2026, 3, 5), promised, promised.plusDays(60));
        timeGoesTo(Instant.parse("2026-04-08T11:59:59Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-04-08T12:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void without_a_stated_day_the_thirty_days_count_from_the_day_that_it_was_where_the_shop_is() {
        clock.moveTo(Instant.parse("2026-03-01T11:30:00Z")); // the first half hour of Monday, March 2
        var order = withoutDay();
        clock.moveTo(clock.instant().plus(Duration.ofDays(1)));
        isAnnouncedFor(LocalDate.of(2026, 6, 1));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(delays.last(id(order)).orElseThrow().promisedOn()).isEqualTo(LocalDate.of(2026, 4, 1));
        timeGoesTo(Instant.parse("2026-05-01T12:00:00Z").minusSeconds(1));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        timeGoesTo(Instant.parse("2026-05-01T12:00:00Z"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void a_promised_day_of_25_hours_ends_at_its_midnight_and_a_notice_before_is_in_time() {
        var end = Instant.parse("2026-04-05T12:00:00Z");
        var orderedAt = Instant.parse("2026-03-05T23:00:00Z");
        clock.moveTo(orderedAt);
        var inTime = withoutDay();
        clock.moveTo(end.minusSeconds(30));
        isAnnouncedFor(LocalDate.of(2026, 4, 20));
        timeGoesTo(end);
        assertThat(status(inTime)).as("consent by silence").isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        clock.moveTo(orderedAt);
        var tooLate = withoutDay();
        clock.moveTo(end);
        isAnnouncedFor(LocalDate.of(2026, 4, 20));
        assertThat(status(tooLate)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(of(tooLate).endedAt()).contains(end);
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
