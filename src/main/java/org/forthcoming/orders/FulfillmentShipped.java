package org.forthcoming.orders;

/** The carrier has it, as a door reported. */
public record FulfillmentShipped(Fulfillment fulfillment) {}
