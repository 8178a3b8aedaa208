package org.forthcoming.orders;

/** What was not there yet of a fulfillment waits on as a fulfillment of its own, whose process has to start. */
public record FulfillmentSplit(Fulfillment from, Fulfillment rest) {}
