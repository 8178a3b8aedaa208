package org.forthcoming.orders;

/** The customer has it. */
public record FulfillmentDelivered(Fulfillment fulfillment) {}
