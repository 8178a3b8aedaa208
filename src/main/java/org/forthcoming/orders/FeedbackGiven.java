package org.forthcoming.orders;

/** The customer answered the request for feedback; rating and comment are stored. */
public record FeedbackGiven(Fulfillment fulfillment) {}
