package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What operations and the warehouse do to supplies and stock: announce, change, receive, adjust. */
@Service
public class Receiving {

    /** More units of anything than a shop has, and few enough that sums can't overflow. */
    private static final int MOST = 1_000_000_000;

    private final Books books;
    private final Ledger ledger;
    private final Supplies supplies;
    private final Allocation allocation;
    private final ApplicationEventPublisher events;

    Receiving(Books books, Ledger ledger, Supplies supplies, Allocation allocation, ApplicationEventPublisher events) {
        this.books = books;
        this.ledger = ledger;
        this.supplies = supplies;
        this.allocation = allocation;
        this.events = events;
    }

    /** Announces a supply; waiting claims behind it may come forward. */
    @Atomic
    public Answer<Supply> announce(String reference, String sku, int quantity, LocalDate expectedOn) {
        if (quantity < 1 || quantity > MOST) {
            return Answer.invalid("A supply has from 1 to %,d units.".formatted(MOST));
        }
        var locked = allocation.lock(List.of(sku));
        var id = ledger.announce(reference, sku, quantity, expectedOn);
        books.readSupplies(locked.values());
        var news = new News();
        allocation.begin(locked, sku, news);
        news.tell(events);
        return Answer.done(supplies.findById(id).orElseThrow());
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
    @Atomic
    public Answer<SupplyChange> change(long supplyId, Optional<LocalDate> expectedOn, Integer quantity, String reason) {
        var known = supplies.findById(supplyId);
        if (known.isEmpty()) {
            return noSupply(supplyId);
        }
        var sku = known.get().sku();
        var locked = allocation.lock(List.of(sku));
        var former = supplies.findById(supplyId).orElseThrow();
        var newQuantity = quantity == null ? former.quantity() : quantity;
        if (newQuantity < 0 || newQuantity > MOST) {
            return Answer.invalid("A supply has from 0 to %,d units.".formatted(MOST));
        }
        if (newQuantity < former.received()) {
            return Answer.conflict(
                    "%d units of it were received already; it can't be less than that.".formatted(former.received()));
        }
        var stock = locked.get(sku);
        var lost = former.pegged() - (newQuantity - former.received());
        var formerReason = former.reason().orElse(null);
        if (lost > 0) {
            books.lose(sku, supplyId, lost, reason, formerReason);
            stock.uncovered += lost;
            stock.changed = true;
        }
        var newDay = expectedOn == null ? former.expectedOn() : expectedOn;
        ledger.change(
                supplyId,
                quantity,
                former.pegged() - Math.max(0, lost),
                newDay.orElse(null),
                reason == null ? formerReason : reason);
        var moved = !newDay.equals(former.expectedOn());
        if (moved) {
            var later = later(dated(former.expectedOn(), stock), dated(newDay, stock));
            books.unsettle(stock, supplyId, later, reason, formerReason);
        }
        books.readSupplies(locked.values());
        var news = new News();
        if (moved || newQuantity != former.quantity()) {
            allocation.begin(locked, sku, news);
        }
        books.store(locked.values());
        var remaining = allocation.remaining(stock);
        var told = news.changed.size();
        news.tell(events);
        return Answer.done(new SupplyChange(supplies.findById(supplyId).orElseThrow(), told, remaining));
    }

    /** The supply as it is now, how many promises moved at once, and how many waiting fulfillments are still to be gone through. */
    public record SupplyChange(Supply supply, int promisesMoved, int remaining) {}

    /** SKUs of supplies that have become overdue: their day ended before all of it came, and nobody was told yet. */
    public List<String> newlyOverdue() {
        return ledger.newlyOverdue(books.today());
    }

    /**
     * What is overdue of a SKU covers nobody until it has a new day: re-pegs whoever counts on it, the first batch at once,
     * the rest follows.
     */
    @Atomic
    public void overdue(String sku) {
        var locked = allocation.lock(List.of(sku));
        books.unsettleOverdue(locked.get(sku));
        ledger.overdueTold(sku, books.today());
        books.readSupplies(locked.values());
        var news = new News();
        allocation.begin(locked, sku, news);
        news.tell(events);
    }

    /**
     * Says when all units of a SKU come that were expected on no day, did not come on theirs, or were not on their way at
     * all: these count on a supply of their own then, which is nobody else's.
     *
     * @param expectedOn null: nobody knows
     * @param reason told to customers; null: none is, or without a day the one that was given before
     * @param overdue told instead of none to those who count on a supply that did not come on its day, or have no day
     */
    @Atomic
    public void expect(String sku, LocalDate expectedOn, String reason, String overdue) {
        var locked = allocation.lock(List.of(sku));
        var stock = locked.get(sku);
        books.unsettleUndated(stock, reason, overdue, expectedOn != null);
        ledger.expect(sku, books.today(), expectedOn, reason);
        if (stock.uncovered > 0) {
            books.coverAll(stock, ledger.expectMore(sku, stock.uncovered, expectedOn, reason));
        }
        books.readSupplies(locked.values());
        var news = new News();
        allocation.begin(locked, sku, news);
        news.tell(events);
    }

    /**
     * So many units arrived, in addition to earlier receipts; more than outstanding raises the supply's quantity.
     *
     * @param reference the idempotency key: the same again changes nothing and answers the same; null: none
     */
    @Atomic
    public Answer<Receipt> receive(long supplyId, int quantity, String reference) {
        var known = supplies.findById(supplyId);
        if (known.isEmpty()) {
            return noSupply(supplyId);
        }
        if (quantity < 1 || quantity > MOST) {
            return Answer.invalid("A receipt has from 1 to %,d units.".formatted(MOST));
        }
        var sku = known.get().sku();
        var locked = allocation.lock(List.of(sku));
        var before = reference == null ? Optional.<Ledger.Entry>empty() : ledger.receipt(supplyId, reference);
        if (before.isPresent()) {
            return before.get().quantity() == quantity
                    ? Answer.doneBefore(before.get().receipt())
                    : Answer.conflict("The receipt %s was of %d units, not of %d."
                            .formatted(reference, before.get().quantity(), quantity));
        }
        var stock = locked.get(sku);
        var supply = supplies.findById(supplyId).orElseThrow();
        if ((long) stock.onHand + quantity > MOST || (long) supply.received() + quantity > MOST) {
            return Answer.conflict("That would be more than %,d units of %s.".formatted(MOST, sku));
        }
        var received = supply.received() + quantity;
        var newQuantity = Math.max(supply.quantity(), received);
        var arrived = Math.max(0, supply.pegged() - (newQuantity - received));
        if (arrived > 0) {
            books.arrive(sku, supplyId, arrived);
        }
        ledger.receive(supplyId, newQuantity, received, supply.pegged() - arrived);
        stock.onHand += quantity;
        stock.pegged += arrived;
        stock.changed = true;
        stock.fillHold();
        books.readSupplies(locked.values());
        books.store(locked.values());
        var news = new News();
        allocation.begin(locked, sku, news);
        var receipt =
                new Receipt(news.allocatedUnits, news.allocated.size(), allocation.remaining(stock), stock.onHand);
        ledger.receipt(supplyId, reference, quantity, receipt);
        news.tell(events);
        return Answer.done(receipt);
    }

    /** What was allocated at once, and how many fulfillments are still to be gone through. */
    public record Receipt(int allocatedUnits, int allocatedFulfillments, int remaining, int onHand) {}

    /** Regular sales, losses, counts: more or fewer units on hand. Refused below what is allocated. */
    @Atomic
    public Answer<StockLevel> adjust(String sku, int quantity, String reason) {
        if (quantity == 0 || Math.abs((long) quantity) > MOST) {
            return Answer.invalid("An adjustment takes or adds from 1 to %,d units.".formatted(MOST));
        }
        if (books.read(List.of(sku)).isEmpty()) {
            return Answer.unknown("Nothing is known of a SKU %s.".formatted(sku));
        }
        var locked = allocation.lock(List.of(sku));
        var stock = locked.get(sku);
        var left = (long) stock.onHand + quantity;
        if (left > MOST) {
            return Answer.conflict("That would be more than %,d units of %s.".formatted(MOST, sku));
        }
        if (left < stock.allocated) {
            return Answer.conflict("Of %d units of %s on hand %d are allocated to customers; only %d can leave."
                    .formatted(stock.onHand, sku, stock.allocated, stock.onHand - stock.allocated));
        }
        stock.onHand = (int) left;
        // What is held goes first, and is filled again from what is free; then units go that others count on.
        stock.heldBack = Math.min(stock.heldBack, Math.max(0, stock.onHand - stock.allocated - stock.pegged));
        var lost = -Math.min(0, stock.free());
        if (lost > 0) {
            books.lose(sku, null, lost, null, null);
            stock.pegged -= lost;
            stock.uncovered += lost;
        }
        stock.changed = true;
        stock.fillHold();
        books.store(locked.values());
        ledger.adjust(sku, quantity, reason);
        var news = new News();
        allocation.begin(locked, sku, news);
        news.tell(events);
        return Answer.done(books.levels(List.of(sku)).get(0));
    }

    private static <T> Answer<T> noSupply(long id) {
        return Answer.unknown("There is no supply %d.".formatted(id));
    }

    /** A day that has passed is none: whoever counts on an overdue supply knows no day. */
    private static Optional<LocalDate> dated(Optional<LocalDate> day, StockBook stock) {
        return day.filter(some -> !some.isBefore(stock.today));
    }

    private static LocalDate later(Optional<LocalDate> one, Optional<LocalDate> other) {
        return one.isEmpty() || other.isEmpty() ? null : Collections.max(List.of(one.get(), other.get()));
    }
}
