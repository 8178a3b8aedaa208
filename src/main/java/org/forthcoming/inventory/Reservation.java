package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** A claim on units of one SKU, as a working copy: what it counts on is changed here and stored by {@link Books}. */
class Reservation {

    /** The source of a peg to units in the warehouse; every other source is a supply's id. */
    static final long ON_HAND = 0;

    /** What became of the claim. */
    enum State {
        WAITING,
        ALLOCATED,
        SHIPPED,
        RELEASED
    }

    final Turn turn;
    final String sku;
    final boolean splittable;
    final LocalDate neededBy;
    long reference;
    int units;
    State state;
    boolean unsettled;

    /** Why its units come later than its standing promise was made for; null: nobody said, or they do not. */
    final String reason;

    /** Whether a pass through the queue of another of its SKUs has yet to decide about it. */
    boolean pendingElsewhere;

    /** Units by their source. */
    final Map<Long, Integer> pegs = new TreeMap<>();

    Reservation(
            Turn turn,
            String sku,
            long reference,
            int units,
            State state,
            boolean splittable,
            LocalDate neededBy,
            boolean unsettled,
            String reason) {
        this.turn = turn;
        this.sku = sku;
        this.reference = reference;
        this.units = units;
        this.state = state;
        this.splittable = splittable;
        this.neededBy = neededBy;
        this.unsettled = unsettled;
        this.reason = reason;
    }

    long id() {
        return turn.id();
    }

    boolean waits() {
        return state == State.WAITING;
    }

    int peggedTo(long source) {
        return pegs.getOrDefault(source, 0);
    }

    int onHand() {
        return peggedTo(ON_HAND);
    }

    int uncovered() {
        return units - pegs.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether a promise was given, and units that come on this day keep it. */
    boolean keepsPromiseOn(LocalDate day) {
        return neededBy != null && !day.isAfter(neededBy);
    }

    /** Whether units that come on this day would still keep the promise that was given; with none given, any do. */
    boolean canWaitUntil(LocalDate day) {
        return neededBy == null || !day.isAfter(neededBy);
    }
}
