package org.forthcoming.orders;

/** Staff has written to a customer about an order, in a mass act; the fulfillment stands for the order. */
public record MessageWritten(Fulfillment fulfillment, MassAct act) {}
