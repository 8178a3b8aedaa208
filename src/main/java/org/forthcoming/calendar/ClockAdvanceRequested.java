package org.forthcoming.calendar;

import java.time.Instant;

/** The shop's clock is to move to this instant, everything that becomes due on the way being done in its order. */
public record ClockAdvanceRequested(Instant target) {}
