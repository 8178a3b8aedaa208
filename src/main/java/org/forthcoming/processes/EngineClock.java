package org.forthcoming.processes;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.forthcoming.calendar.ClockMoved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets the engine's clock follow the shop's. */
@Component
class EngineClock {

    @EventListener
    void follow(ClockMoved moved) {
        ClockUtil.offset(moved.offset().toMillis());
    }
}
