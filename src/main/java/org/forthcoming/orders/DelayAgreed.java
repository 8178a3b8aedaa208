package org.forthcoming.orders;

/** The customer agrees to wait. */
public record DelayAgreed(Fulfillment fulfillment) {}
