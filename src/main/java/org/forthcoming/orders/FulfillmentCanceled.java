package org.forthcoming.orders;

/**
 * A fulfillment was canceled whole before its shipment.
 *
 * @param refund what has to go back to the customer; null when nothing was paid
 */
public record FulfillmentCanceled(Fulfillment fulfillment, Refund refund) {}
