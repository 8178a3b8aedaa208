package org.forthcoming.processes.trial;

/** What went wrong in a sentence, from what the engine and the code say about it. */
final class Troubles {

    private static final int LONGEST = 400;

    private Troubles() {}

    /** The innermost cause says most. */
    static String words(Throwable trouble) {
        var cause = trouble;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return words(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    static String words(String message) {
        var line = message.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
    }
}
