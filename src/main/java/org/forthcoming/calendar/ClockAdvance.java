package org.forthcoming.calendar;

import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/** Moves the shop's clock ahead to try things out; never in production. */
@Service
@Profile("!production")
public class ClockAdvance {

    private final ShopClock clock;
    private final ApplicationEventPublisher events;

    ClockAdvance(ShopClock clock, ApplicationEventPublisher events) {
        this.clock = clock;
        this.events = events;
    }

    /** Returns when everything that became due until then has run, in the order of its due time; one at a time. */
    public synchronized void advance(Duration by) {
        var target = clock.instant().plus(by);
        events.publishEvent(new ClockAdvanceRequested(target));
        if (clock.instant().isBefore(target)) {
            clock.moveTo(target);
        }
    }
}
