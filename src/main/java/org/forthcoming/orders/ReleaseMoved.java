package org.forthcoming.orders;

/** A pre-order got another release date: waiting for it has to be measured anew. */
public record ReleaseMoved(Fulfillment fulfillment) {}
