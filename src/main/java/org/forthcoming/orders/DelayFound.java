package org.forthcoming.orders;

/** Somebody's promise can't be kept; the notice goes out when {@link Delays#nextNotice} says. */
public record DelayFound() {}
