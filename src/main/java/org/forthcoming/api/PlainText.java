package org.forthcoming.api;

/** Which characters a text may have: those that a database stores and a mail's header survives. */
final class PlainText {

    private PlainText() {}

    /** Thrown where a parameter can't be taken. */
    static final class Objection extends IllegalArgumentException {

        Objection(String sentence) {
            super(sentence);
        }
    }

    /** Why this text can't be taken; null when it can. */
    static String objection(String text, boolean multiline) {
        for (int at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (Character.isISOControl(letter)
                    && !(multiline && (letter == '\n' || letter == '\r' || letter == '\t'))) {
                return "must not have the control character U+%04X at position %d".formatted((int) letter, at + 1);
            }
            if (Character.isHighSurrogate(letter)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(letter)) {
                return "must not have half of a character at position %d".formatted(at + 1);
            }
        }
        return null;
    }
}
