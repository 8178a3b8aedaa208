package org.forthcoming.inventory;

/**
 * What became of an act that can be refused: an expected outcome is a value, so that no transaction is lost to it.
 *
 * @param <T> what the act gives
 */
public sealed interface Answer<T> {

    /** It was done. */
    record Done<T>(T value) implements Answer<T> {}

    /** The same had been done before; nothing was changed. */
    record DoneBefore<T>(T value) implements Answer<T> {}

    /** It was not done, nothing was changed, and the sentence tells a person why. */
    record Refused<T>(Why why, String sentence) implements Answer<T> {}

    /** Why something is refused. */
    enum Why {
        /** There is no such thing. */
        UNKNOWN,
        /** What was asked for makes no sense in itself. */
        INVALID,
        /** The state of things does not allow it. */
        CONFLICT
    }

    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Answer<T> doneBefore(T value) {
        return new DoneBefore<>(value);
    }

    static <T> Answer<T> unknown(String sentence) {
        return new Refused<>(Why.UNKNOWN, sentence);
    }

    static <T> Answer<T> invalid(String sentence) {
        return new Refused<>(Why.INVALID, sentence);
    }

    static <T> Answer<T> conflict(String sentence) {
        return new Refused<>(Why.CONFLICT, sentence);
    }
}
