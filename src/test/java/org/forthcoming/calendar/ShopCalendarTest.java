package org.forthcoming.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ShopCalendarTest {

    private final ShopClock clock = new ShopClock(event -> {});
    private final ShopCalendar auckland = calendar("Pacific/Auckland", "");
    private final ShopCalendar losAngeles = calendar("America/Los_Angeles", "");
    private final ShopCalendar berlin = calendar("Europe/Berlin", "DE");

    @Test
    void the_same_instant_is_another_day_east_and_west_of_utc() {
        var noon = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(auckland.dayOf(noon)).isEqualTo("2026-03-02");
        assertThat(losAngeles.dayOf(noon)).isEqualTo("2026-03-01");
    }

    @Test
    void a_day_ends_with_the_first_instant_of_the_next_one_in_the_shops_zone() {
        assertThat(losAngeles.endOf(day("2026-03-31"))).isEqualTo("2026-04-01T07:00:00Z");
        assertThat(auckland.endOf(day("2026-03-31"))).isEqualTo("2026-03-31T11:00:00Z");
    }

    @Test
    void the_day_of_the_change_to_summer_time_has_23_hours() {
        assertThat(berlin.startOf(day("2026-03-29"))).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(berlin.endOf(day("2026-03-29"))).isEqualTo("2026-03-29T22:00:00Z");
    }

    @Test
    void a_task_is_due_at_five_in_the_afternoon_of_the_shop_in_summer_and_winter() {
        assertThat(berlin.taskDue(day("2026-01-15"))).isEqualTo("2026-01-15T16:00:00Z");
        assertThat(berlin.taskDue(day("2026-07-15"))).isEqualTo("2026-07-15T15:00:00Z");
    }

    @Test
    void working_days_leave_out_weekends_and_the_countrys_holidays() {
        // Good Friday and Easter Monday of 2026 are the 3rd and the 6th of April.
        assertThat(berlin.plusWorkingDays(day("2026-04-02"), 1)).isEqualTo("2026-04-07");
        assertThat(auckland.plusWorkingDays(day("2026-04-02"), 1)).isEqualTo("2026-04-03");
        assertThat(berlin.plusWorkingDays(day("2026-04-04"), 2)).isEqualTo("2026-04-08");
    }

    @Test
    void counting_back_gives_the_latest_day_that_still_suffices() {
        for (var day = day("2026-03-20"); day.isBefore(day("2026-04-20")); day = day.plusDays(1)) {
            var back = berlin.minusWorkingDays(day, 2);
            assertThat(berlin.plusWorkingDays(back, 2)).isBeforeOrEqualTo(day);
            assertThat(berlin.plusWorkingDays(back.plusDays(1), 2)).isAfter(day);
        }
    }

    @Test
    void a_moved_clock_moves_the_day() {
        clock.moveTo(Instant.parse("2028-02-28T23:30:00Z"));
        assertThat(berlin.today()).isEqualTo("2028-02-29");
        assertThat(losAngeles.today()).isEqualTo("2028-02-28");
    }

    private ShopCalendar calendar(String zone, String country) {
        return new ShopCalendar(clock, new CalendarSettings(ZoneId.of(zone), country));
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
