package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.List;

/** What there is and what comes of one SKU, in units. On hand includes allocated units until they ship. */
public record StockLevel(
        String sku,
        int onHand,
        int allocated,
        int heldForRegularSales,
        int waiting,
        int claimed,
        int peggable,
        int peggableUndated,
        LocalDate nextReadyOn,
        List<Incoming> incoming) {

    /** A supply that has not arrived whole; quantity is what is still to come. */
    public record Incoming(long supplyId, String reference, LocalDate expectedOn, int quantity, int pegged) {}
}
