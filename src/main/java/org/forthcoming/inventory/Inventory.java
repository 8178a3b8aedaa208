package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Supplies, units on hand, and who counts on them. Knows no orders: a claim carries an opaque reference.
 *
 * <p>Whoever changes anything here holds the stock rows' locks, taken in order of SKU before any other row.
 */
@Service
public class Inventory {

    /** Locks the stock of these SKUs, in order of SKU, until the surrounding transaction ends. */
    public LockedStock lock(Collection<String> skus) {
        throw new UnsupportedOperationException();
    }

    /** Gives back everything a claim holds or waits for; what has shipped stays shipped. */
    public void release(long reference) {
        throw new UnsupportedOperationException();
    }

    /** Gives back so many units of one SKU; the latest pegs go first. Refuses more than the claim has. */
    public void lower(long reference, String sku, int units) {
        throw new UnsupportedOperationException();
    }

    /** The claim's allocated units have left the warehouse. */
    public void ship(long reference) {
        throw new UnsupportedOperationException();
    }

    /** From now on units that come by this day keep the claim's standing promise; null: none stands. */
    public void promise(long reference, LocalDate neededBy) {
        throw new UnsupportedOperationException();
    }

    /**
     * Moves a waiting claim to the front of the queue of each of its SKUs.
     *
     * @param evenIfOthersWait whether promises given to others may break
     * @return how many promises of others it broke, or would have broken when it was refused
     */
    public Pinning pin(long reference, boolean evenIfOthersWait) {
        throw new UnsupportedOperationException();
    }

    /** What became of a wish to pin; when not pinned, nothing was changed. */
    public record Pinning(boolean pinned, int promisesBroken) {}

    /** Units of other waiting claims that are served before this one, the SKU with most counting; 0 when it does not wait. */
    public Map<Long, Integer> unitsAhead(Collection<Long> references) {
        throw new UnsupportedOperationException();
    }

    /** The day from which each of these waiting claims has all of its units by its present pegs; absent: no date. */
    public Map<Long, LocalDate> readyDays(Collection<Long> references) {
        throw new UnsupportedOperationException();
    }

    /** Units reserved (waiting, allocated or shipped) and of them allocated or shipped, per SKU of a claim. */
    public Map<Long, List<Reserved>> reserved(Collection<Long> references) {
        throw new UnsupportedOperationException();
    }

    /** One claim's units of one SKU. */
    public record Reserved(String sku, int units, int allocated) {}

    /** What there is of a SKU; empty when nothing was ever known of it. */
    public Optional<StockLevel> stock(String sku) {
        throw new UnsupportedOperationException();
    }

    /** Like {@link #stock} for many at once; SKUs nobody knows are left out. */
    public List<StockLevel> stock(Collection<String> skus) {
        throw new UnsupportedOperationException();
    }

    /** Holds so many units for regular sales, as far as they are not promised to waiting customers already. */
    public void hold(String sku, int level) {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes on through the waiting claims of a SKU, a bounded batch in the order of rank: re-pegs to what became free,
     * allocates what is complete.
     *
     * @param after where the batch before ended, or null to start at the front
     * @return where this batch ended, or empty when all were gone through
     */
    public Optional<String> allocateNext(String sku, String after) {
        throw new UnsupportedOperationException();
    }
}
