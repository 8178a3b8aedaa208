package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Supplies, units on hand, and who counts on them. Knows no orders: a claim carries an opaque reference.
 *
 * <p>Whoever changes anything here holds the stock rows' locks, taken in order of SKU before any other row.
 */
@Service
public class Inventory {

    private final Books books;
    private final Allocation allocation;
    private final Pins pins;
    private final ApplicationEventPublisher events;

    Inventory(Books books, Allocation allocation, Pins pins, ApplicationEventPublisher events) {
        this.books = books;
        this.allocation = allocation;
        this.pins = pins;
        this.events = events;
    }

    /** Locks the stock of these SKUs, in order of SKU, until the surrounding transaction ends. */
    @Atomic
    public LockedStock lock(Collection<String> skus) {
        return new LockedStock(books, books.lock(skus), events);
    }

    /** The same for those of these SKUs that are known here, as every offered one is. */
    @Atomic
    public LockedStock lockKnown(Collection<String> skus) {
        return new LockedStock(books, books.lockKnown(skus), events);
    }

    /** Locks the stock that this claim is for. */
    @Atomic
    public void lockOfClaim(long reference) {
        books.lockOf(List.of(reference));
    }

    /** Gives back everything a claim holds or waits for; what has shipped stays shipped. */
    @Atomic
    public void release(long reference) {
        release(List.of(reference));
    }

    /** Gives back several claims as one: what one of them frees never goes to another of them. */
    @Atomic
    public void release(Collection<Long> references) {
        if (references.isEmpty()) {
            return; // PostgreSQL knows no empty list
        }
        var locked = lockOf(references);
        for (var part : books.claims(references)) {
            switch (part.state) {
                case WAITING -> giveBack(locked.get(part.sku), part, part.units);
                case ALLOCATED -> {
                    var stock = locked.get(part.sku);
                    stock.allocated -= part.units;
                    stock.claimed -= part.units;
                    stock.changed = true;
                }
                case SHIPPED, RELEASED -> {}
            }
        }
        books.release(references);
        goOn(locked);
    }

    /** Gives back so many units of one SKU; the latest pegs go first. Refuses more than the claim has. */
    @Atomic
    public void lower(long reference, String sku, int units) {
        var locked = lockOf(reference);
        var part = books.claims(List.of(reference)).stream()
                .filter(one -> one.sku.equals(sku))
                .findFirst()
                .orElseThrow();
        var stock = locked.get(sku);
        if (units < 1 || units > part.units) {
            throw new IllegalArgumentException(
                    "%d of %s can't be taken from a claim on %d.".formatted(units, sku, part.units));
        }
        switch (part.state) {
            case WAITING -> {
                giveBack(stock, part, units);
                books.storePegs(List.of(part));
            }
            case ALLOCATED -> {
                stock.allocated -= units;
                stock.claimed -= units;
                stock.changed = true;
            }
            case SHIPPED, RELEASED -> throw new IllegalStateException("%s is %s.".formatted(sku, part.state));
        }
        part.units -= units;
        books.storeUnits(part);
        if (part.units == 0) {
            books.storeState(List.of(part), Reservation.State.RELEASED);
        }
        goOn(locked);
    }

    /** The claim's allocated units have left the warehouse. */
    @Atomic
    public void ship(long reference) {
        var locked = books.lockOf(List.of(reference));
        for (var part : books.claimsAlone(List.of(reference))) {
            if (part.state == Reservation.State.WAITING) {
                throw new IllegalStateException("%s of %d is not allocated.".formatted(part.sku, reference));
            }
            if (part.state == Reservation.State.ALLOCATED) {
                var stock = locked.get(part.sku);
                stock.allocated -= part.units;
                stock.onHand -= part.units;
                stock.changed = true;
            }
        }
        books.ship(reference);
        books.store(locked.values());
    }

    /** From now on units that come by this day keep the claim's standing promise; null: none stands. */
    @Atomic
    public void promise(long reference, LocalDate neededBy) {
        books.storeNeededBy(reference, neededBy);
    }

    /**
     * Moves a waiting claim to the front of the queue of each of its SKUs.
     *
     * @param evenIfOthersWait whether promises given to others may break
     * @return how many promises of others it broke, or would have broken when it was refused
     */
    @Atomic
    public Pinning pin(long reference, boolean evenIfOthersWait) {
        var locked = lockOf(reference);
        var news = new News();
        var pinning = pins.pin(locked, reference, evenIfOthersWait, news);
        if (pinning.pinned()) {
            locked.keySet().forEach(sku -> allocation.begin(locked, sku, news));
        }
        news.tell(events);
        return pinning;
    }

    /** What became of a wish to pin; when not pinned, nothing was changed. */
    public record Pinning(boolean pinned, int promisesBroken) {}

    /** Units of other waiting claims that are served before this one, the SKU with most counting; 0 when it does not wait. */
    public Map<Long, Integer> unitsAhead(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.unitsAhead(references);
    }

    /** The day from which each of these waiting claims has all of its units by its present pegs; absent: no date. */
    public Map<Long, LocalDate> readyDays(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.readyDays(references);
    }

    /**
     * Why these waiting claims have their units later than promised or on no day, where that was said: the reason of the
     * last change that moved what the claim counted on, of the SKU that it has last.
     */
    public Map<Long, String> reasons(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.reasons(references);
    }

    /** Which of these waiting claims have a SKU whose supplies are being dealt out anew, so that their days may be old. */
    public Set<Long> moving(Collection<Long> references) {
        return references.isEmpty() ? Set.of() : books.moving(references);
    }

    /** Which of these waiting claims count on a supply for each unit, be its day known or not. */
    public Set<Long> covered(Collection<Long> references) {
        return references.isEmpty() ? Set.of() : books.covered(references);
    }

    /** Per claim the SKUs of which no supply with a day that is still to come covers all of its waiting units. */
    public Map<Long, Set<String>> undated(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.undated(references);
    }

    /** The next claims, in their own order, that no stock and no supply with a day covers with all of the SKU they wait for. */
    public List<Long> undated(String sku, long after, int most) {
        return books.undated(sku, after, most);
    }

    /** Units reserved (waiting, allocated or shipped) and of them allocated or shipped, per SKU of a claim. */
    public Map<Long, List<Reserved>> reserved(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.reserved(references);
    }

    /** One claim's units of one SKU. */
    public record Reserved(String sku, int units, int allocated) {}

    /** What each unit of these waiting claims counts on. */
    public Map<Long, List<Peg>> pegs(Collection<Long> references) {
        return references.isEmpty() ? Map.of() : books.pegs(references);
    }

    /**
     * Units of a claim that count on a supply.
     *
     * @param supply its reference; null: on units on hand
     * @param expectedOn null: on no known day
     */
    public record Peg(String sku, int units, String supply, LocalDate expectedOn) {}

    /** What there is of a SKU; empty when nothing was ever known of it. */
    public Optional<StockLevel> stock(String sku) {
        return stock(List.of(sku)).stream().findFirst();
    }

    /** Like {@link #stock} for many at once; SKUs nobody knows are left out. */
    public List<StockLevel> stock(Collection<String> skus) {
        return books.levels(skus);
    }

    /** Holds so many units for regular sales, as far as they are not promised to waiting customers already. */
    @Atomic
    public void hold(String sku, int level) {
        var locked = allocation.lock(List.of(sku));
        var stock = locked.get(sku);
        if (stock.holdLevel == level) {
            return;
        }
        var less = level < stock.holdLevel;
        stock.holdLevel = level;
        stock.heldBack = Math.min(stock.heldBack, level);
        stock.changed = true;
        stock.fillHold();
        var news = new News();
        if (less) {
            allocation.begin(locked, sku, news);
        }
        books.store(locked.values());
        news.tell(events);
    }

    /**
     * Goes on through the waiting claims of a SKU, a bounded batch in the order of rank: re-pegs to what became free,
     * allocates what is complete.
     *
     * @param after where the batch before ended, or null to start at the front
     * @return where this batch ended, or empty when all were gone through
     */
    @Atomic
    public Optional<String> allocateNext(String sku, String after) {
        var news = new News();
        var reached = allocation.next(sku, after, news);
        news.tell(events);
        return reached;
    }

    private Map<String, StockBook> lockOf(long reference) {
        return lockOf(List.of(reference));
    }

    private Map<String, StockBook> lockOf(Collection<Long> references) {
        var locked = books.lockOf(references);
        books.readSupplies(locked.values());
        return locked;
    }

    /** Takes units from a waiting claim: those that nothing covers first, then those that would come last. */
    private static void giveBack(StockBook stock, Reservation part, int units) {
        var left = units - Math.min(units, part.uncovered());
        stock.uncovered -= units - left;
        for (var source : stock.latestFirst(part)) {
            left -= giveBack(stock, part, source, left);
        }
        giveBack(stock, part, Reservation.ON_HAND, left);
        stock.waiting -= units;
        stock.claimed -= units;
        stock.changed = true;
    }

    private static int giveBack(StockBook stock, Reservation part, long source, int most) {
        var given = Math.min(most, part.peggedTo(source));
        if (given > 0) {
            stock.unpeg(part, source, given);
            stock.uncovered -= given; // nobody waits for them any more
        }
        return given;
    }

    /** Something is free again: it fills what is held, then goes to whoever waits. */
    private void goOn(Map<String, StockBook> locked) {
        var news = new News();
        locked.values().forEach(StockBook::fillHold);
        books.store(locked.values());
        locked.keySet().forEach(sku -> allocation.begin(locked, sku, news));
        news.tell(events);
    }
}
