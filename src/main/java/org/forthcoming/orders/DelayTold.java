package org.forthcoming.orders;

import java.util.List;

/** It is written down what the customers of these fulfillments are told of their delays; the mails are still to go. */
public record DelayTold(List<Fulfillment> fulfillments) {}
