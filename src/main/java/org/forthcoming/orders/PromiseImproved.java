package org.forthcoming.orders;

/** A waiting fulfillment is now expected earlier than the customer was told, and may be told so. */
public record PromiseImproved(Fulfillment fulfillment) {}
