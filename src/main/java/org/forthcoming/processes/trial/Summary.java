package org.forthcoming.processes.trial;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.forthcoming.processes.trial.Comparison.Row;
import org.forthcoming.processes.trial.Comparison.Verdict;
import org.forthcoming.processes.trial.Happening.Kind;

/** What a change makes of a story, in a sentence. */
final class Summary {

    private final List<Row> rows;
    private final List<Row> pairs = new ArrayList<>();
    private final List<Happening> more = new ArrayList<>();
    private final List<Happening> less = new ArrayList<>();

    /** What happens on a later day may have moved behind the next act; it is the same all the same. */
    Summary(List<Row> rows) {
        this.rows = rows;
        rows.stream().filter(row -> row.before() == null).map(Row::after).forEach(more::add);
        for (var row : rows) {
            if (row.before() != null && row.after() != null) {
                pairs.add(row);
            } else if (row.before() != null) {
                var moved = partner(row.before());
                moved.ifPresentOrElse(
                        after -> {
                            more.remove(after);
                            pairs.add(new Row(row.before(), after));
                        },
                        () -> less.add(row.before()));
            }
        }
    }

    private Optional<Happening> partner(Happening gone) {
        return more.stream()
                .filter(other -> other.kind() == gone.kind() && other.name().equals(gone.name()))
                .findFirst();
    }

    Verdict verdict() {
        if (more.stream().anyMatch(Summary::isTrouble)) {
            return Verdict.TROUBLED;
        }
        return rows.stream().allMatch(row -> row.difference().isEmpty()) ? Verdict.SAME : Verdict.DIFFERENT;
    }

    String sentence() {
        var parts = new ArrayList<String>();
        more.stream().filter(Summary::isTrouble).map(Summary::trouble).forEach(parts::add);
        less.stream()
                .filter(Summary::isTrouble)
                .map(one -> "no longer: " + trouble(one))
                .forEach(parts::add);
        counted(more, Kind.MAIL, "one more mail", "%d more mails", parts);
        counted(less, Kind.MAIL, "one mail less", "%d mails less", parts);
        counted(more, Kind.TASK, "one more task", "%d more tasks", parts);
        counted(less, Kind.TASK, "one task less", "%d tasks less", parts);
        changed(Kind.MAIL, row -> !row.saysTheSame(), row -> row.after().name(), "other words: ", parts);
        changed(Kind.TASK, row -> !row.saysTheSame(), Summary::group, "", parts);
        changed(Kind.MAIL, Summary::moved, Summary::days, "", parts);
        changed(Kind.TASK, Summary::moved, Summary::days, "", parts);
        ending().ifPresent(parts::add);
        if (parts.isEmpty()) {
            parts.add(verdict() == Verdict.SAME ? "the same" : "the same mails and tasks, the status at other times");
        }
        var sentence = String.join("; ", parts);
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + (sentence.endsWith(".") ? "" : ".");
    }

    private static boolean isTrouble(Happening one) {
        return one.kind() == Kind.TROUBLE;
    }

    private static String trouble(Happening one) {
        return "on day %d: %s".formatted(one.day(), one.details()).replaceFirst("\\.$", "");
    }

    private static boolean moved(Row row) {
        return row.before().day() != row.after().day();
    }

    private static String days(Row row) {
        return "%s on day %d instead of %d"
                .formatted(row.after().name(), row.after().day(), row.before().day());
    }

    private static String group(Row row) {
        return "%s for %s instead of %s"
                .formatted(
                        row.after().name(), row.after().details(), row.before().details());
    }

    private static void counted(List<Happening> all, Kind kind, String one, String many, List<String> parts) {
        var found = all.stream().filter(happening -> happening.kind() == kind).toList();
        if (!found.isEmpty()) {
            parts.add((found.size() == 1 ? one : many.formatted(found.size())) + ": "
                    + found.stream()
                            .map(happening -> "%s on day %d".formatted(happening.name(), happening.day()))
                            .collect(joining(", ")));
        }
    }

    private void changed(Kind kind, Predicate<Row> how, Function<Row, String> words, String begin, List<String> parts) {
        var found = pairs.stream()
                .filter(row -> row.after().kind() == kind)
                .filter(how)
                .map(words)
                .distinct()
                .collect(joining(", "));
        if (!found.isEmpty()) {
            parts.add(begin + found);
        }
    }

    private Optional<String> ending() {
        var before = end(row -> row.before());
        var after = end(row -> row.after());
        return before.isEmpty()
                        || after.isEmpty()
                        || before.get().name().equals(after.get().name())
                ? Optional.empty()
                : Optional.of("it ends as %s instead of %s"
                        .formatted(after.get().name(), before.get().name()));
    }

    private Optional<Happening> end(Function<Row, Happening> side) {
        return rows.stream()
                .map(side)
                .filter(Objects::nonNull)
                .filter(happening -> happening.kind() == Kind.END)
                .findFirst();
    }
}
