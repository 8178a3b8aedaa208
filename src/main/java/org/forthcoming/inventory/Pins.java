package org.forthcoming.inventory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static org.forthcoming.inventory.Reservation.ON_HAND;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forthcoming.inventory.Inventory.Pinning;
import org.springframework.stereotype.Component;

/** Moves a claim to the front: it gets the earliest units that anybody waiting counts on, from the most patient first. */
@Component
class Pins {

    private final Books books;

    Pins(Books books) {
        this.books = books;
    }

    /** Decides on working copies first, so that a refusal leaves everything as it was. */
    Pinning pin(Map<String, StockBook> locked, long reference, boolean evenIfOthersWait, News news) {
        var claim = books.claims(List.of(reference)).stream()
                .filter(Reservation::waits)
                .toList();
        if (claim.isEmpty()) {
            return new Pinning(false, 0);
        }
        var day = claim.stream()
                .map(part -> earliest(locked.get(part.sku), part))
                .max(naturalOrder())
                .orElseThrow();
        var present = claim.stream()
                .map(part -> locked.get(part.sku).day(part))
                .max(naturalOrder())
                .orElseThrow();
        var touched = new ArrayList<Reservation>();
        var broken = new TreeSet<Long>();
        if (day.isBefore(present)) {
            for (var part : claim) {
                takeFirst(locked.get(part.sku), part, day, touched, broken, news);
            }
        }
        if (!broken.isEmpty() && !evenIfOthersWait) {
            news.changed.clear();
            return new Pinning(false, broken.size());
        }
        news.changed.add(reference);
        books.storePegs(touched);
        books.putFirst(reference, locked.keySet());
        books.store(locked.values());
        return new Pinning(true, broken.size());
    }

    /** Units of one source, and when they come. */
    private record Source(long id, LocalDate day, int units) {}

    /** What a claim at the front can count on, earliest first: all but what is allocated, held, or only expected for others. */
    private static List<Source> sources(StockBook stock, Reservation part) {
        var units = new LinkedHashMap<Long, Integer>();
        if (stock.pegged > 0) {
            units.put(ON_HAND, stock.pegged);
        }
        stock.supplies.values().stream()
                .map(supply -> Map.entry(supply.id, supply.onlyExpected ? part.peggedTo(supply.id) : supply.pegged))
                .filter(supply -> supply.getValue() > 0)
                .forEach(supply -> units.put(supply.getKey(), supply.getValue()));
        stock.capacity().forEach(free -> units.merge(free.source(), free.units(), Integer::sum));
        return units.entrySet().stream()
                .map(source -> new Source(source.getKey(), stock.day(source.getKey()), source.getValue()))
                .sorted(comparing(Source::day))
                .toList();
    }

    private static LocalDate earliest(StockBook stock, Reservation part) {
        var sum = 0L;
        for (var source : sources(stock, part)) {
            sum += source.units();
            if (sum >= part.units) {
                return source.day();
            }
        }
        return StockBook.NEVER;
    }

    /** Lets one part count on units that come by the day: its own, free ones, then those of others. */
    private void takeFirst(
            StockBook stock,
            Reservation part,
            LocalDate day,
            List<Reservation> touched,
            TreeSet<Long> broken,
            News news) {
        var kept = new TreeMap<Long, Integer>();
        part.pegs.forEach((source, units) -> {
            if (!stock.day(source).isAfter(day)) {
                kept.put(source, units);
            }
        });
        stock.peg(part, kept);
        touched.add(part);
        for (var free : stock.capacity()) {
            if (!free.day().isAfter(day)) {
                var units = Math.min(part.uncovered(), free.units());
                if (units > 0) {
                    stock.peg(part, free.source(), units);
                }
            }
        }
        if (part.uncovered() > 0) {
            displace(stock, part, day, touched, broken, news);
        }
    }

    private void displace(
            StockBook stock,
            Reservation part,
            LocalDate day,
            List<Reservation> touched,
            TreeSet<Long> broken,
            News news) {
        var former = new HashMap<Reservation, LocalDate>();
        var sources = stock.supplies.keySet().stream()
                .filter(id -> !stock.day(id).isAfter(day) && !stock.onlyExpected(id))
                .toList();
        for (var other : books.mostPatient(part, sources, part.uncovered())) {
            former.put(other, stock.day(other));
            for (var source : List.copyOf(other.pegs.keySet())) {
                var unfit = stock.day(source).isAfter(day) || stock.onlyExpected(source);
                var units = unfit ? 0 : Math.min(part.uncovered(), other.peggedTo(source));
                if (units > 0) {
                    stock.unpeg(other, source, units);
                    stock.peg(part, source, units);
                }
            }
        }
        former.keySet().stream()
                .sorted(comparing(
                                (Reservation other) -> other.neededBy, nullsLast(Comparator.<LocalDate>naturalOrder()))
                        .thenComparing(other -> other.turn))
                .forEach(other -> {
                    stock.repeg(other);
                    touched.add(other);
                    var before = former.get(other);
                    if (!before.equals(stock.day(other))) {
                        news.changed.add(other.reference);
                    }
                    if (other.neededBy != null && other.canWaitUntil(before) && !other.canWaitUntil(stock.day(other))) {
                        broken.add(other.reference);
                    }
                });
    }
}
