package org.forthcoming.orders;

/** Nothing is to be answered any more: the day that could not be kept is promised again, or the notice came too late to ask. */
public record DelayOver(Fulfillment fulfillment) {}
