package org.forthcoming.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The one source of the present: the system's clock, shifted by what the embedded default was advanced.
 *
 * <p>Nobody asks the system for the time but this class, so that a moved clock moves everything, the engine included.
 */
@Component
public class ShopClock extends Clock {

    private final ApplicationEventPublisher events;
    private volatile Duration offset = Duration.ZERO;

    ShopClock(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(offset);
    }

    /** How far this clock is ahead of the system's. */
    public Duration offset() {
        return offset;
    }

    /** Sets this clock so many ahead of the system's; {@link ClockMoved} is told in the same thread. */
    public void shiftTo(Duration newOffset) {
        offset = newOffset;
        events.publishEvent(new ClockMoved(newOffset));
    }

    /**
     * Moves the present to the given instant, or less than a millisecond after it; from there time flows on. The shift is whole
     * milliseconds, because the engine counts in those: were its clock a fraction ahead, what is due at once would not be.
     */
    public void moveTo(Instant instant) {
        var exactly = Duration.between(Clock.systemUTC().instant(), instant);
        var whole = exactly.truncatedTo(ChronoUnit.MILLIS);
        shiftTo(whole.compareTo(exactly) < 0 ? whole.plusMillis(1) : whole);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Days belong to the shop's zone: ask ShopCalendar.");
    }
}
