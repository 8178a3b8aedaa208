package org.forthcoming.offers;

import java.time.LocalDate;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.stereotype.Component;

/** Turns the day on which units are ready into the day that can be promised, and back. */
@Component
public class PromiseDay {

    private final ShopCalendar calendar;
    private final int handlingDays;

    PromiseDay(ShopCalendar calendar, PromiseSettings settings) {
        this.calendar = calendar;
        this.handlingDays = settings.handlingDays();
    }

    /**
     * The day by which units will have shipped: their day, not before today nor before the release, plus the handling
     * time in working days.
     *
     * @param readyOn null: no date is known, and so none is promised
     * @param releaseOn null: released
     */
    public LocalDate promise(LocalDate readyOn, LocalDate releaseOn) {
        if (readyOn == null) {
            return null;
        }
        var from = latest(readyOn, calendar.today());
        return calendar.plusWorkingDays(releaseOn == null ? from : latest(from, releaseOn), handlingDays);
    }

    /** The latest day on which units may come for a promise to be kept; null when nothing dated is promised. */
    public LocalDate neededBy(LocalDate promisedOn) {
        return promisedOn == null ? null : calendar.minusWorkingDays(promisedOn, handlingDays);
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
