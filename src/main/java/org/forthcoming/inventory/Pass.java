package org.forthcoming.inventory;

import static org.forthcoming.inventory.Reservation.ON_HAND;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One batch of going through a SKU's queue in the order of rank: whoever waits is pegged to what became free before it,
 * and is allocated when all of its units are there, or can be had from others who can wait for what it waited for.
 */
class Pass {

    /** Claims that are looked at in one transaction, for each one that may be changed in it. */
    private static final int LOOKS = 10;

    private static final int HOLDERS = 500;

    private final Books books;
    private final Map<String, StockBook> locked;
    private final StockBook book;
    private final News news;
    private final int batchSize;

    /** Every working copy of this batch, by id. */
    private final Map<Long, Reservation> copies = new HashMap<>();

    private final Map<Long, List<Reservation>> claims = new HashMap<>();
    private final Set<String> holdersRead = new TreeSet<>();

    private final Set<Reservation> repegged = new LinkedHashSet<>();
    private final Set<Reservation> allocated = new LinkedHashSet<>();
    private final Set<Reservation> settled = new LinkedHashSet<>();
    private final Set<Reservation> inTime = new LinkedHashSet<>();
    private final Set<Reservation> resized = new LinkedHashSet<>();
    private final List<Reservation> added = new ArrayList<>();
    private final Set<String> freedElsewhere = new TreeSet<>();

    Pass(Books books, Map<String, StockBook> locked, String sku, News news, int batchSize) {
        this.books = books;
        this.locked = locked;
        this.book = locked.get(sku);
        this.news = news;
        this.batchSize = batchSize;
    }

    /** Goes through one batch behind the given place and stores how far it came. */
    void run(Turn after) {
        var place = after;
        var ended = false;
        var changes = 0;
        for (int look = 0; look < LOOKS && changes < batchSize && !ended; look++) {
            var queue = books.queue(book, place, batchSize);
            ended = queue.size() < batchSize;
            var cut = read(queue);
            for (var reservation : queue) {
                if (reservation == cut) {
                    break;
                }
                if (decide(reservation)) {
                    changes++;
                }
                place = reservation.turn;
            }
            store();
            if (cut != null) {
                ended = false;
                place = cut.turn.before();
                break;
            }
        }
        book.passAfter = ended ? null : place == null ? "" : place.cursor();
        book.changed = true;
        for (var sku : freedElsewhere) {
            var other = locked.get(sku);
            if (other.waiting > 0) {
                other.passAfter = "";
                other.changed = true;
                news.left.put(sku, "");
            }
        }
    }

    /** Reads all that belongs to these; answers the first whose other SKUs are not locked, at which the batch ends. */
    private Reservation read(List<Reservation> queue) {
        copies.clear();
        claims.clear();
        holdersRead.clear();
        var references =
                queue.stream().map(reservation -> reservation.reference).toList();
        var siblings = books.siblings(references, book.sku);
        var all = new ArrayList<>(queue);
        all.addAll(siblings);
        books.withPegs(all);
        all.forEach(reservation -> {
            copies.put(reservation.id(), reservation);
            claims.computeIfAbsent(reservation.reference, reference -> new ArrayList<>())
                    .add(reservation);
        });
        for (var reservation : queue) {
            for (var sibling : claims.get(reservation.reference)) {
                if (!locked.containsKey(sibling.sku)) {
                    return reservation;
                }
                if (!sibling.sku.equals(book.sku) && locked.get(sibling.sku).passPending()) {
                    reservation.pendingElsewhere = true;
                }
            }
        }
        return null;
    }

    /** Does what can be done for one claim; answers whether anything was. */
    private boolean decide(Reservation reservation) {
        var before = book.day(reservation);
        var unsettled = reservation.unsettled;
        if (book.repeg(reservation)) {
            repegged.add(reservation);
        }
        var claim = claims.get(reservation.reference);
        if (itsTurnHasCome(claim) && (complete(claim) || reservation.splittable && split(claim))) {
            return true;
        }
        if (unsettled) {
            reservation.unsettled = false;
            settled.add(reservation);
            if (reservation.reason != null && reservation.keepsPromiseOn(book.day(reservation))) {
                inTime.add(reservation);
            }
        }
        var moved = !before.equals(book.day(reservation));
        if (moved || unsettled) {
            news.changed.add(reservation.reference);
        }
        return moved || unsettled;
    }

    /** Where a queue of another SKU is being gone through, the pass there decides when it comes to this claim. */
    private boolean itsTurnHasCome(List<Reservation> claim) {
        return claim.stream().allMatch(part -> {
            var stock = locked.get(part.sku);
            var reached = Turn.at(stock.passAfter);
            return stock == book || !stock.passPending() || reached != null && !reached.isBeforeClaimOf(part.turn);
        });
    }

    // Allocation ---------------------------------------------------------------------------------------------------

    /** So many units change hands: the claim counts on the holder's in the warehouse, the holder on the claim's source. */
    private record Exchange(Reservation with, long source, int units) {}

    /** Allocates a claim whole if each of its SKUs has all the units for it. */
    private boolean complete(List<Reservation> claim) {
        var exchanges = new LinkedHashMap<Reservation, List<Exchange>>();
        for (var part : claim) {
            var found = exchangesFor(part);
            if (found == null) {
                return false;
            }
            exchanges.put(part, found);
        }
        exchanges.forEach(this::allocate);
        news.allocated.add(claim.get(0).reference);
        return true;
    }

    /** What has to change hands so that one part has all its units in the warehouse; null when it can't be. */
    private List<Exchange> exchangesFor(Reservation part) {
        var stock = locked.get(part.sku);
        var lacking = part.units - part.onHand();
        var fromFree = Math.min(lacking, free(part));
        if (part.uncovered() > fromFree || lacking - fromFree > stock.pegged - part.onHand()) {
            return null;
        }
        var wanted = lacking - fromFree;
        if (wanted == 0) {
            return List.of();
        }
        var holders = holders(part);
        var left = new HashMap<Reservation, Integer>();
        var exchanges = new ArrayList<Exchange>();
        var covered = fromFree - part.uncovered();
        for (var source : stock.latestFirst(part)) {
            var units = part.peggedTo(source);
            var given = Math.min(covered, units); // the free units stand in for the latest ones
            covered -= given;
            units -= given;
            if (units > 0 && stock.onlyExpected(source)) {
                return null;
            }
            for (var holder : holders) {
                if (units == 0) {
                    break;
                }
                var has = left.getOrDefault(holder, holder.onHand());
                if (has > 0 && holder.canWaitUntil(stock.day(source))) {
                    var taken = Math.min(units, has);
                    exchanges.add(new Exchange(holder, source, taken));
                    left.put(holder, has - taken);
                    units -= taken;
                }
            }
            if (units > 0) {
                return null;
            }
        }
        return exchanges;
    }

    private int free(Reservation part) {
        return Math.max(0, locked.get(part.sku).free());
    }

    /** Whose units in the warehouse a claim may have for its own later ones; the last in the queue give first. */
    private List<Reservation> holders(Reservation part) {
        if (holdersRead.add(part.sku)) {
            books.holdersOfUnitsOnHand(part.sku, HOLDERS).forEach(holder -> copies.putIfAbsent(holder.id(), holder));
        }
        return copies.values().stream()
                .filter(holder -> holder.sku.equals(part.sku)
                        && holder.reference != part.reference
                        && holder.waits()
                        && holder.onHand() > 0
                        // Whoever is ahead and not yet decided about may still get the rest of its units.
                        && (part.turn.isBeforeClaimOf(holder.turn) || !holder.pendingElsewhere))
                .sorted(Comparator.comparing((Reservation holder) -> holder.turn)
                        .reversed())
                .toList();
    }

    private void allocate(Reservation part, List<Exchange> exchanges) {
        var stock = locked.get(part.sku);
        for (var exchange : exchanges) {
            var holder = exchange.with();
            var before = stock.day(holder);
            stock.unpeg(part, exchange.source(), exchange.units());
            stock.unpeg(holder, ON_HAND, exchange.units());
            stock.peg(part, ON_HAND, exchange.units());
            stock.peg(holder, exchange.source(), exchange.units());
            repegged.add(holder);
            if (!before.equals(stock.day(holder))) {
                news.changed.add(holder.reference);
            }
        }
        if (stock != book && part.pegs.keySet().stream().anyMatch(source -> source != ON_HAND)) {
            freedElsewhere.add(part.sku);
        }
        stock.peg(part, Map.of(ON_HAND, part.units));
        stock.allocate(part);
        repegged.remove(part);
        allocated.add(part);
        news.allocatedUnits += part.units;
    }

    // Split --------------------------------------------------------------------------------------------------------

    /** Allocates what is there; the rest waits on under a reference of its own, at the same place in the queue. */
    private boolean split(List<Reservation> claim) {
        var there = new LinkedHashMap<Reservation, Integer>();
        claim.forEach(part -> there.put(part, Math.min(part.units, part.onHand() + free(part))));
        if (there.values().stream().allMatch(units -> units == 0)) {
            return false;
        }
        var reference = claim.get(0).reference;
        var restReference = books.nextId();
        var rest = new TreeMap<String, Integer>();
        var waitsOn = new ArrayList<Reservation>();
        there.forEach((part, units) -> {
            if (units < part.units) {
                rest.put(part.sku, part.units - units);
                waitsOn.add(units == 0 ? moved(part, restReference) : restOf(part, units, restReference));
            }
            if (units > 0) {
                allocate(part, List.of());
            }
        });
        claims.remove(reference);
        claims.put(restReference, waitsOn);
        news.splits.add(new ClaimSplit(reference, restReference, rest));
        news.allocated.add(reference);
        news.changed.add(restReference); // it may be complete earlier than the whole would have been
        return true;
    }

    private Reservation moved(Reservation part, long restReference) {
        part.reference = restReference;
        resized.add(part);
        return part;
    }

    /** Cuts off what is not there, with the sources it counts on; the free units stand in for the latest of them. */
    private Reservation restOf(Reservation part, int there, long restReference) {
        var stock = locked.get(part.sku);
        var turn = new Turn(
                part.turn.pinnedRank(),
                part.turn.precedence(),
                part.turn.placedAt(),
                part.turn.number(),
                books.nextId());
        var rest = new Reservation(
                turn,
                part.sku,
                restReference,
                part.units - there,
                Reservation.State.WAITING,
                true,
                part.neededBy,
                false,
                part.reason);
        var wanted = rest.units;
        var earliestFirst = new ArrayList<>(stock.latestFirst(part));
        java.util.Collections.reverse(earliestFirst);
        for (var source : earliestFirst) {
            var units = Math.min(wanted, part.peggedTo(source));
            if (units > 0) {
                stock.unpeg(part, source, units);
                stock.peg(rest, source, units);
                wanted -= units;
            }
        }
        part.units = there;
        resized.add(part);
        added.add(rest);
        copies.put(rest.id(), rest);
        return rest;
    }

    // --------------------------------------------------------------------------------------------------------------

    private void store() {
        for (var part : resized) {
            books.storeUnits(part);
        }
        if (!added.isEmpty()) {
            books.insert(added);
        }
        var pegsGone = new LinkedHashSet<>(repegged);
        pegsGone.removeAll(added);
        pegsGone.addAll(allocated);
        books.storePegs(pegsGone);
        books.storeState(allocated, Reservation.State.ALLOCATED);
        settled.removeAll(allocated);
        books.storeSettled(settled);
        books.forgetReasons(inTime);
        resized.clear();
        added.clear();
        repegged.clear();
        allocated.clear();
        settled.clear();
        inTime.clear();
        books.store(locked.values());
    }
}
