package org.forthcoming.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** Moves the present to the given instant; from there time flows on. */
    public void moveTo(Instant instant) {
        shiftTo(Duration.between(Clock.systemUTC().instant(), instant));
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
