package org.forthcoming.calendar;

import java.time.Duration;

/** The shop's clock now stands so far ahead of the system's. */
public record ClockMoved(Duration offset) {}
