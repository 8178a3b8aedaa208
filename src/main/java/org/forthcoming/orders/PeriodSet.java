package org.forthcoming.orders;

/** The customer has set a last period, in which it must be delivered. */
public record PeriodSet(Fulfillment fulfillment) {}
