package org.forthcoming.orders;

import java.util.List;

/** What became of an order that a shop handed over. */
public sealed interface Placement {

    /** Stored, pegged and promised. */
    record Placed(Order order) implements Placement {}

    /** The same request was placed before. */
    record PlacedBefore(Order order) implements Placement {}

    /** Another order has this number. */
    record NumberTaken(String number) implements Placement {}

    /** The offers refuse it; nothing was stored, the number stays free. */
    record Refused(List<Refusal> refusals) implements Placement {}

    /** Why one line can't be had. */
    record Refusal(String sku, String sentence) {}
}
