package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.List;

/** The stock of some SKUs, locked in order of SKU until the transaction ends; got from {@link Inventory#lock}. */
public class LockedStock {

    /**
     * Covers a quantity from free units on hand first, then from supplies, earliest expected first, supplies without a
     * date last. What one call covers is taken for the next call on the same lock; nothing is stored before
     * {@link #reserve}.
     *
     * @param undatedToo whether supplies without a date may be counted on
     */
    public Cover cover(String sku, int units, boolean undatedToo) {
        throw new UnsupportedOperationException();
    }

    /** Units of this SKU that could still be covered, now or by a supply: free on hand plus peggable. */
    public int peggable(String sku, boolean undatedToo) {
        throw new UnsupportedOperationException();
    }

    /** Units of this SKU that belong to claims not released, shipped ones included: what a limit counts. */
    public int claimed(String sku) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores a claim as one whole: allocated at once when free units on hand complete every cover, waiting and pegged
     * otherwise.
     *
     * @param reference whose claim it is, a fulfillment's id
     * @param splittable whether what is there may be allocated while the rest keeps waiting
     * @param neededBy units that come by this day keep the promise that was made; null when none was
     * @return whether it was allocated at once
     */
    public boolean reserve(long reference, Rank rank, boolean splittable, LocalDate neededBy, List<Cover> covers) {
        throw new UnsupportedOperationException();
    }
}
