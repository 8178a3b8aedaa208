package org.forthcoming.orders;

/**
 * Lines or quantities of a fulfillment were canceled, and something of it is still wanted.
 *
 * @param refund what has to go back to the customer; null when nothing was paid
 */
public record LinesCanceled(Fulfillment fulfillment, Refund refund) {}
