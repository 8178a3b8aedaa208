package org.forthcoming.orders;

import java.util.List;

/** All units of these waiting fulfillments now lie in the warehouse for them. */
public record StockAllocated(List<Fulfillment> fulfillments) {}
