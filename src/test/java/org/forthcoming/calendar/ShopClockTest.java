package org.forthcoming.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock that is moved to try things out. */
class ShopClockTest {

    private final ArrayList<Duration> moved = new ArrayList<>();
    private final ShopClock clock = new ShopClock(event -> moved.add(((ClockMoved) event).offset()));

    @ParameterizedTest
    @ValueSource(strings = {"2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000001Z", "2100-01-01T00:00:00.999999Z"})
    void it_is_moved_by_whole_milliseconds_and_never_to_before_the_instant_that_was_meant(String instant) {
        var meant = Instant.parse(instant);
        for (var again = 0; again < 100; again++) {
            clock.moveTo(meant);
            assertThat(clock.instant()).isAfterOrEqualTo(meant).isBefore(meant.plusSeconds(60));
            assertThat(clock.offset().toNanos() % 1_000_000).isZero();
        }
    }

    @Test
    void whoever_follows_it_is_told_how_far_it_is_ahead() {
        clock.moveTo(Instant.parse("2100-01-01T00:00:00Z"));
        clock.shiftTo(Duration.ofDays(2));
        assertThat(moved).hasSize(2).last().isEqualTo(Duration.ofDays(2));
        assertThat(clock.offset()).isEqualTo(Duration.ofDays(2));
    }
}
