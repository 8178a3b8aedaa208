package org.forthcoming.orders;

/** The customer ordered more: that is stored, pegged and promised; its process starts in the same transaction. */
public record OrderRaised(Fulfillment fulfillment) {}
