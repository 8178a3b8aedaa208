package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.FulfillmentStatus;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Days end where the shop is, west of UTC and in the night of the change to summer time. */
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:new-york;DB_CLOSE_DELAY=-1",
            "forthcoming.zone=America/New_York"
        })
class DelayInNewYorkTest extends ProcessTest {

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
