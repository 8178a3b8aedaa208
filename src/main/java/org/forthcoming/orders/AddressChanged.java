package org.forthcoming.orders;

import java.util.List;

/** What of an order has not shipped goes to another address now. */
public record AddressChanged(List<Fulfillment> unshipped) {}
