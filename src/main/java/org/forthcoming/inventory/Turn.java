package org.forthcoming.inventory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** A reservation's exact place in the queue of its SKU: pinned first, then by rank; written out, it is a pass's cursor. */
record Turn(long pinnedRank, int precedence, Instant placedAt, String number, long id) implements Comparable<Turn> {

    /** In the same order as the index of the queue. */
    static final String COLUMNS = "r.pinned_rank, r.precedence, r.placed_at, r.number, r.id";

    static final String LATEST_FIRST =
            "r.pinned_rank desc, r.precedence desc, r.placed_at desc, r.number desc, r.id desc";

    private static final Comparator<Turn> BY_CLAIM = Comparator.comparingLong(Turn::pinnedRank)
            .thenComparingInt(Turn::precedence)
            .thenComparing(Turn::placedAt)
            .thenComparing(Turn::number);

    private static final Comparator<Turn> ORDER = BY_CLAIM.thenComparingLong(Turn::id);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }

    /** Whether the claim of this turn comes before the other's, in whatever SKU's queue. */
    boolean isBeforeClaimOf(Turn other) {
        return BY_CLAIM.compare(this, other) < 0;
    }

    /** The place directly before this one. */
    Turn before() {
        return new Turn(pinnedRank, precedence, placedAt, number, id - 1);
    }

    String cursor() {
        var micros = placedAt.getEpochSecond() * 1_000_000 + placedAt.getNano() / 1_000;
        return "%d|%d|%d|%d|%s".formatted(pinnedRank, precedence, micros, id, number);
    }

    /** The place that a cursor names; null, the front, for none. */
    static Turn at(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        var part = cursor.split("\\|", 5);
        var micros = Long.parseLong(part[2]);
        return new Turn(
                Long.parseLong(part[0]),
                Integer.parseInt(part[1]),
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000),
                part[4],
                Long.parseLong(part[3]));
    }

    List<Object> values() {
        return List.of(pinnedRank, precedence, placedAt.atOffset(ZoneOffset.UTC), number, id);
    }
}
