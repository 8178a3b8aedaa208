package org.forthcoming.inventory;

import static org.forthcoming.inventory.Reservation.ON_HAND;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;

/** The stock of some SKUs, locked in order of SKU until the transaction ends; got from {@link Inventory#lock}. */
public class LockedStock {

    private final Books books;
    private final Map<String, StockBook> locked;

    /** Units by SKU and source that covers of this lock have taken and not stored yet. */
    private final Map<String, Map<Long, Integer>> taken = new TreeMap<>();

    private final ApplicationEventPublisher events;
    private boolean suppliesRead;

    LockedStock(Books books, Map<String, StockBook> locked, ApplicationEventPublisher events) {
        this.events = events;
        this.books = books;
        this.locked = locked;
    }

    /**
     * Covers a quantity from free units on hand first, then from supplies, earliest expected first, supplies without a
     * date last. What one call covers is taken for the next call on the same lock; nothing is stored before
     * {@link #reserve}.
     *
     * @param undatedToo whether supplies without a date may be counted on
     */
    public Cover cover(String sku, int units, boolean undatedToo) {
        var parts = new ArrayList<Cover.Part>();
        var wanted = units;
        for (var free : free(sku, undatedToo)) {
            var used = Math.min(wanted, free.units());
            if (used > 0) {
                parts.add(new Cover.Part(free.source() == ON_HAND ? null : free.source(), readyOn(free), used));
                takenOf(sku).merge(free.source(), used, Integer::sum);
                wanted -= used;
            }
        }
        return new Cover(sku, parts, wanted);
    }

    /** Units of this SKU that could still be covered, now or by a supply: free on hand plus peggable. */
    public int peggable(String sku, boolean undatedToo) {
        return free(sku, undatedToo).stream().mapToInt(StockBook.Free::units).sum();
    }

    /** Units of this SKU that belong to claims not released, shipped ones included: what a limit counts. */
    public int claimed(String sku) {
        return locked.get(sku).claimed;
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
        var parts = new TreeMap<String, Reservation>();
        for (var cover : covers) {
            var stock = locked.get(cover.sku());
            var part = parts.computeIfAbsent(cover.sku(), sku -> {
                var turn = new Turn(0, -rank.priority(), rank.placedAt(), rank.number(), books.nextId());
                return new Reservation(
                        turn, sku, reference, 0, Reservation.State.WAITING, splittable, neededBy, false, null);
            });
            part.units += cover.units();
            stock.waiting += cover.units();
            stock.claimed += cover.units();
            stock.uncovered += cover.units();
            for (var piece : cover.parts()) {
                var source = piece.onHand() ? ON_HAND : piece.supplyId();
                stock.peg(part, source, piece.units());
                takenOf(cover.sku()).merge(source, -piece.units(), Integer::sum);
            }
            stock.changed = true;
        }
        var allocated = covers.stream().allMatch(Cover::onHand);
        if (allocated) {
            parts.forEach((sku, part) -> locked.get(sku).allocate(part));
        }
        books.insert(List.copyOf(parts.values()));
        var left = allocated ? List.<AllocationLeft>of() : takePassesBackTo(parts.values());
        books.store(locked.values());
        left.forEach(events::publishEvent);
        return allocated;
    }

    /** A claim of higher priority may come in before the place that a pass has reached: it goes on from there. */
    private List<AllocationLeft> takePassesBackTo(Collection<Reservation> parts) {
        var left = new ArrayList<AllocationLeft>();
        for (var part : parts) {
            var stock = locked.get(part.sku);
            var reached = Turn.at(stock.passAfter);
            if (reached != null && part.turn.compareTo(reached) < 0) {
                stock.passAfter = part.turn.before().cursor();
                left.add(new AllocationLeft(part.sku, stock.passAfter));
            }
        }
        return left;
    }

    private List<StockBook.Free> free(String sku, boolean undatedToo) {
        if (!suppliesRead) {
            books.readSupplies(locked.values());
            suppliesRead = true;
        }
        var taken = takenOf(sku);
        return locked.get(sku).capacityForNew().stream()
                .filter(free -> undatedToo || !free.day().equals(StockBook.NEVER))
                .map(free -> new StockBook.Free(
                        free.source(), free.day(), free.units() - taken.getOrDefault(free.source(), 0)))
                .filter(free -> free.units() > 0)
                .toList();
    }

    private Map<Long, Integer> takenOf(String sku) {
        return taken.computeIfAbsent(sku, any -> new TreeMap<>());
    }

    private LocalDate readyOn(StockBook.Free free) {
        return free.source() == ON_HAND ? books.today() : free.day().equals(StockBook.NEVER) ? null : free.day();
    }
}
