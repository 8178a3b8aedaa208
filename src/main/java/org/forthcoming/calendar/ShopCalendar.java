package org.forthcoming.calendar;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Days and working days of the shop: days are in the shop's zone, working days know weekends and holidays. */
@Component
public class ShopCalendar {

    private static final LocalTime TASKS_ARE_DUE = LocalTime.of(17, 0);

    private final ShopClock clock;
    private final ZoneId zone;
    private final Optional<HolidayManager> holidays;

    ShopCalendar(ShopClock clock, CalendarSettings settings) {
        this.clock = clock;
        this.zone = settings.zone();
        this.holidays = settings.country().isBlank()
                ? Optional.empty()
                : Optional.of(HolidayManager.getInstance(
                        ManagerParameters.create(settings.country().toLowerCase())));
    }

    /** The present, cut to microseconds because that is what both databases keep. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The present day in the shop's zone. */
    public LocalDate today() {
        return dayOf(now());
    }

    public ZoneId zone() {
        return zone;
    }

    /** The day in the shop's zone on which this instant falls. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The first instant of the day in the shop's zone, right on days of a time change too. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** When the day has ended: the first instant of the next one. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    public Instant noonOf(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    /** When a task due on this day is due: 17:00 in the shop's zone. */
    public Instant taskDue(LocalDate day) {
        return day.atTime(TASKS_ARE_DUE).atZone(zone).toInstant();
    }

    public boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && holidays.map(manager -> !manager.isHoliday(day)).orElse(true);
    }

    /** The day that is so many working days after the given one, which itself need not be one. */
    public LocalDate plusWorkingDays(LocalDate day, int workingDays) {
        var result = day;
        for (int left = workingDays; left > 0; ) {
            result = result.plusDays(1);
            if (isWorkingDay(result)) {
                left--;
            }
        }
        return result;
    }

    /** The latest day whose {@link #plusWorkingDays} with the same number is not after the given day. */
    public LocalDate minusWorkingDays(LocalDate day, int workingDays) {
        var result = day.minusDays(workingDays);
        while (plusWorkingDays(result, workingDays).isAfter(day)) {
            result = result.minusDays(1);
        }
        while (!plusWorkingDays(result.plusDays(1), workingDays).isAfter(day)) {
            result = result.plusDays(1);
        }
        return result;
    }
}
