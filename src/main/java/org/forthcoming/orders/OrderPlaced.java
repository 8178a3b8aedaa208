package org.forthcoming.orders;

/** An order was stored, pegged and promised; its processes start in the same transaction. */
public record OrderPlaced(Order order) {}
