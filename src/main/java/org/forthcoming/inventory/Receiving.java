package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What operations and the warehouse do to supplies and stock: announce, change, receive, adjust. */
@Service
public class Receiving {

    /** Announces a supply; waiting claims behind it may come forward. */
    public Answer<Supply> announce(String reference, String sku, int quantity, LocalDate expectedOn) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes a supply's day or quantity and re-pegs whoever counts on it: the first batch at once, the rest follows.
     *
     * <p>Refused below what was received; equal to it closes the supply, 0 cancels it.
     *
     * @param expectedOn null: leave as it is; an empty Optional: no known date
     * @param quantity null: leave as it is
     * @param reason told to customers; null: leave as it is
     */
    public Answer<SupplyChange> change(long supplyId, Optional<LocalDate> expectedOn, Integer quantity, String reason) {
        throw new UnsupportedOperationException();
    }

    /** The supply as it is now, how many promises moved at once, and how many waiting fulfillments are still to be gone through. */
    public record SupplyChange(Supply supply, int promisesMoved, int remaining) {}

    /**
     * So many units arrived, in addition to earlier receipts; more than outstanding raises the supply's quantity.
     *
     * @param reference the idempotency key: the same again changes nothing and answers the same; null: none
     */
    public Answer<Receipt> receive(long supplyId, int quantity, String reference) {
        throw new UnsupportedOperationException();
    }

    /** What was allocated at once, and how many fulfillments are still to be gone through. */
    public record Receipt(int allocatedUnits, int allocatedFulfillments, int remaining, int onHand) {}

    /** Regular sales, losses, counts: more or fewer units on hand. Refused below what is allocated. */
    public Answer<StockLevel> adjust(String sku, int quantity, String reason) {
        throw new UnsupportedOperationException();
    }
}
