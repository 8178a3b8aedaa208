package org.forthcoming.api;

/** Ids are opaque outside: whatever is none of ours is simply not found. */
final class Id {

    private Id() {}

    static long of(String id, String what) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notOurs) {
            throw unknown(id, what);
        }
    }

    static Refusal unknown(String id, String what) {
        return Refusal.unknown("There is no %s %s.".formatted(what, id));
    }
}
