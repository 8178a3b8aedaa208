package org.forthcoming.calendar;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps how far the clock was moved over a restart; never in production. */
@Component
@Profile("!production")
class KeptClock implements SmartLifecycle {

    private final ShopClock clock;
    private final JdbcTemplate database;
    private volatile boolean running;

    KeptClock(ShopClock clock, JdbcTemplate database) {
        this.clock = clock;
        this.database = database;
    }

    /** Before anything else starts, so that neither a job nor a request sees the system's time. */
    @Override
    public void start() {
        database.queryForList("select millis from clock_offset", Long.class)
                .forEach(millis -> clock.shiftTo(Duration.ofMillis(millis)));
        running = true;
    }

    @EventListener
    void keep(ClockMoved moved) {
        var millis = moved.offset().toMillis();
        if (running && database.update("update clock_offset set millis = ? where id = 1", millis) == 0) {
            database.update("insert into clock_offset (id, millis) values (1, ?)", millis);
        }
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
