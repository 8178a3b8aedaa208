package org.forthcoming.inventory;

import static org.forthcoming.inventory.Reservation.ON_HAND;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The locked stock row of one SKU with its open supplies, as a working copy that keeps the sums right. */
class StockBook {

    /** A supply that is still to come, whole or in part. */
    static class Coming {
        final long id;
        final LocalDate expectedOn;

        /** Whether operations only expect it, for those who count on it. */
        final boolean onlyExpected;

        int outstanding;
        int pegged;
        boolean changed;

        Coming(long id, LocalDate expectedOn, boolean onlyExpected, int outstanding, int pegged) {
            this.id = id;
            this.expectedOn = expectedOn;
            this.onlyExpected = onlyExpected;
            this.outstanding = outstanding;
            this.pegged = pegged;
        }

        int free() {
            return outstanding - pegged;
        }
    }

    /** Units that can be counted on. */
    record Free(long source, LocalDate day, int units) {}

    /** The day of units in the warehouse. */
    static final LocalDate NOW = LocalDate.MIN;

    /** The day of units of which nobody knows when they come, those of overdue supplies among them. */
    static final LocalDate NEVER = LocalDate.MAX;

    final String sku;
    final LocalDate today;
    int onHand;
    int allocated;
    int pegged;
    int heldBack;
    int holdLevel;
    int uncovered;
    int claimed;
    int waiting;
    String passAfter;
    boolean changed;

    /** Earliest expected first, without a day last. */
    final Map<Long, Coming> supplies = new LinkedHashMap<>();

    StockBook(String sku, LocalDate today) {
        this.sku = sku;
        this.today = today;
    }

    /** Units in the warehouse that nobody has, counts on, or holds. */
    int free() {
        return onHand - allocated - pegged - heldBack;
    }

    boolean passPending() {
        return passAfter != null;
    }

    LocalDate day(long source) {
        if (source == ON_HAND) {
            return NOW;
        }
        var supply = supplies.get(source);
        return supply == null || !covers(supply) || supply.expectedOn == null ? NEVER : supply.expectedOn;
    }

    /** A supply whose day ended covers nobody new until it has a new one. */
    private boolean covers(Coming supply) {
        return supply.expectedOn == null || !supply.expectedOn.isBefore(today);
    }

    LocalDate day(Reservation reservation) {
        if (reservation.uncovered() > 0) {
            return NEVER;
        }
        return reservation.pegs.keySet().stream()
                .map(this::day)
                .max(Comparator.naturalOrder())
                .orElse(NOW);
    }

    /** What is free for claims, earliest first: the first units to come are kept back for what still has to be held. */
    List<Free> capacity() {
        var result = new ArrayList<Free>();
        if (free() > 0) {
            result.add(new Free(ON_HAND, NOW, free()));
        }
        var toHold = holdLevel - heldBack;
        for (var supply : supplies.values()) {
            if (covers(supply)) {
                var held = Math.min(toHold, supply.free());
                toHold -= held;
                if (supply.free() > held) {
                    result.add(new Free(supply.id, day(supply.id), supply.free() - held));
                }
            }
        }
        return result;
    }

    /**
     * What is free for a new claim: units in the warehouse belong to the queue first, and so does what it lacks. The last
     * to come are kept back for those who have only what operations expect.
     */
    List<Free> capacityForNew() {
        var result = new ArrayList<Free>();
        var wanted = uncovered;
        for (var free : capacity()) {
            if (free.source() == ON_HAND && passPending()) {
                continue;
            }
            var lost = Math.min(wanted, free.units());
            wanted -= lost;
            if (free.units() > lost) {
                result.add(new Free(free.source(), free.day(), free.units() - lost));
            }
        }
        var onlyExpected = supplies.values().stream()
                .filter(supply -> supply.onlyExpected)
                .mapToInt(supply -> supply.pegged)
                .sum();
        while (onlyExpected > 0 && !result.isEmpty()) {
            var last = result.remove(result.size() - 1);
            if (last.units() > onlyExpected) {
                result.add(new Free(last.source(), last.day(), last.units() - onlyExpected));
            }
            onlyExpected -= last.units();
        }
        return result;
    }

    /** Fills the units held for regular sales up to their level from what is free. */
    void fillHold() {
        var more = Math.min(holdLevel - heldBack, free());
        if (more > 0) {
            heldBack += more;
            changed = true;
        }
    }

    /** Pegs a reservation to the earliest of its own and the free units; what it gives up is free afterwards. */
    boolean repeg(Reservation reservation) {
        var best = new TreeMap<Long, Integer>();
        var need = reservation.units;
        var free = new LinkedHashMap<Long, Integer>();
        free.put(ON_HAND, 0);
        supplies.values().stream().filter(this::covers).forEach(supply -> free.put(supply.id, 0));
        supplies.keySet().forEach(id -> free.putIfAbsent(id, 0)); // what is overdue comes last
        capacity().forEach(part -> free.put(part.source(), part.units()));
        for (var source : free.entrySet()) {
            var units = Math.min(need, source.getValue() + reservation.peggedTo(source.getKey()));
            if (units > 0) {
                best.put(source.getKey(), units);
                need -= units;
            }
        }
        if (best.equals(reservation.pegs)) {
            return false;
        }
        peg(reservation, best);
        return true;
    }

    /** Replaces what a reservation counts on. */
    void peg(Reservation reservation, Map<Long, Integer> pegs) {
        reservation.pegs.forEach((source, units) -> count(source, -units));
        pegs.forEach(this::count);
        reservation.pegs.clear();
        reservation.pegs.putAll(pegs);
    }

    void peg(Reservation reservation, long source, int units) {
        count(source, units);
        reservation.pegs.merge(source, units, Integer::sum);
    }

    void unpeg(Reservation reservation, long source, int units) {
        count(source, -units);
        reservation.pegs.merge(source, -units, (former, less) -> former + less == 0 ? null : former + less);
    }

    private void count(long source, int units) {
        if (source == ON_HAND) {
            pegged += units;
        } else {
            var supply = supplies.get(source);
            supply.pegged += units;
            if (supply.onlyExpected) {
                supply.outstanding += units; // never free for anybody else
            }
            supply.changed = true;
        }
        uncovered -= units;
        changed = true;
    }

    /** Gives a waiting reservation its units in the warehouse; it must count on them already. */
    void allocate(Reservation reservation) {
        peg(reservation, Map.of());
        uncovered -= reservation.units;
        waiting -= reservation.units;
        allocated += reservation.units;
        reservation.state = Reservation.State.ALLOCATED;
        changed = true;
    }

    /** Whether operations only expect these units, for those who waited then: they can't be given to others. */
    boolean onlyExpected(long source) {
        return source != ON_HAND && supplies.get(source).onlyExpected;
    }

    /** A supply's sources of one reservation, the latest first. */
    List<Long> latestFirst(Reservation reservation) {
        return reservation.pegs.keySet().stream()
                .filter(source -> source != ON_HAND)
                .sorted(Comparator.comparing((Long source) -> day(source))
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
    }
}
