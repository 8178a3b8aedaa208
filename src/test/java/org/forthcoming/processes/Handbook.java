package org.forthcoming.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The page for analysts, bpmn/README.md, as its tests read it. */
final class Handbook {

    private static final Path PAGE = Path.of("bpmn/README.md");

    /** A row of a table: its first cell, written as code. */
    private static final Pattern SENTENCE = Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\|$");

    private Handbook() {}

    static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands under this heading, up to the next of its level. */
    static String section(String heading) {
        var after = text().split("(?m)^" + Pattern.quote(heading) + "$", 2)[1];
        return after.split("(?m)^" + heading.replaceAll("[^#].*", "") + " ", 2)[0];
    }

    /** The file that is written out behind its name. */
    static String file(String name) {
        var behind = text().split(Pattern.quote("`" + name + "`"));
        for (var text : behind) {
            if (text.stripLeading().startsWith("```")) {
                return text.split("(?m)^```.*\\R", 3)[1];
            }
        }
        throw new AssertionError("The handbook does not show " + name + ".");
    }

    /** The sentences of the check, with “…” for what differs from case to case. */
    static List<String> sentences() {
        return SENTENCE.matcher(section("## What the check says"))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    /** Whether what the check has said is this sentence of the handbook. */
    static boolean shows(String sentence, String said) {
        var pattern = new StringBuilder("(?s)([^:“]+(, “.*?”|, row \\d+|, the head)?: )?");
        for (var part : sentence.split("…", -1)) {
            pattern.append(Pattern.quote(part)).append(".*");
        }
        return said.matches(pattern.substring(0, pattern.length() - 2));
    }
}
