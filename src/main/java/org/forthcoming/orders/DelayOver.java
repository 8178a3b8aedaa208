package org.forthcoming.orders;

/** A delay that the customer was told of is none any more: the day that could not be kept is promised again. */
public record DelayOver(Fulfillment fulfillment) {}
