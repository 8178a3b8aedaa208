package org.forthcoming.processes.trial;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.forthcoming.processes.trial.Happening.Kind;
import org.forthcoming.processes.trial.Played.PlayedStory;

/**
 * The same stories before and after a change, side by side.
 *
 * @param troubles what goes wrong beside the stories with the change, in sentences
 */
public record Comparison(List<Compared> stories, List<String> troubles) {

    /**
     * A story.
     *
     * @param summary what differs, in a sentence
     */
    public record Compared(Story story, Verdict verdict, String summary, List<Moment> moments) {}

    /** How a story fares with the change. */
    public enum Verdict {
        SAME,
        DIFFERENT,
        TROUBLED
    }

    /**
     * What somebody did, and what followed in both.
     *
     * @param day how many days after the first
     */
    public record Moment(int day, LocalDate date, String act, List<Row> rows) {

        private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

        public String when() {
            return "Day %d, %s".formatted(day, DATE.format(date));
        }
    }

    /** What happened before and after the change; one of them is null where it happened in the other alone. */
    public record Row(Happening before, Happening after) {

        /** What differs, in words; empty: nothing. */
        public String difference() {
            if (before == null) {
                return after.kind() == Kind.TROUBLE ? "goes wrong" : "new";
            }
            if (after == null) {
                return "no more";
            }
            var moved = before.day() == after.day() ? "" : "day %d instead of %d".formatted(after.day(), before.day());
            var other = saysTheSame() ? "" : before.kind() == Kind.MAIL ? "other words" : "changed";
            return moved + (moved.isEmpty() || other.isEmpty() ? "" : ", ") + other;
        }

        /** As names of classes for colors. */
        public String tone() {
            return before == null && after.kind() == Kind.TROUBLE
                    ? "bad"
                    : before == null
                            ? "new"
                            : after == null ? "gone" : difference().isEmpty() ? "" : "other";
        }

        boolean saysTheSame() {
            return Objects.equals(before.details(), after.details()) && Objects.equals(before.text(), after.text());
        }

        /** The lines of a mail, and of each whether the other one has it too. */
        public record Line(String words, boolean alsoInOther) {}

        public List<Line> linesBefore() {
            return lines(before, after);
        }

        public List<Line> linesAfter() {
            return lines(after, before);
        }

        private static List<Line> lines(Happening of, Happening other) {
            var others = other == null || other.text() == null
                    ? null
                    : other.text().lines().collect(Collectors.toSet());
            return of.text()
                    .lines()
                    .map(line -> new Line(line, others == null || others.contains(line)))
                    .toList();
        }
    }

    static Comparison of(Played before, Played after) {
        return new Comparison(
                IntStream.range(0, after.stories().size())
                        .mapToObj(i -> compared(
                                before.stories().get(i), after.stories().get(i)))
                        .toList(),
                after.troubles());
    }

    /** Both have the same acts: they were played by the same script. */
    private static Compared compared(PlayedStory before, PlayedStory after) {
        var moments = IntStream.range(0, after.steps().size())
                .mapToObj(i -> {
                    var step = after.steps().get(i);
                    return new Moment(
                            step.day(),
                            step.date(),
                            step.act(),
                            aligned(before.steps().get(i).followed(), step.followed()));
                })
                .toList();
        var summary = new Summary(
                moments.stream().flatMap(moment -> moment.rows().stream()).toList());
        return new Compared(after.story(), summary.verdict(), summary.sentence(), moments);
    }

    /** The pairing that leaves the most alike beside each other, in the order in which they happened. */
    static List<Row> aligned(List<Happening> before, List<Happening> after) {
        var best = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                best[i][j] = Math.max(
                        Math.max(best[i + 1][j], best[i][j + 1]),
                        likeness(before.get(i), after.get(j)) + best[i + 1][j + 1]);
            }
        }
        var rows = new ArrayList<Row>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size()
                    && j < after.size()
                    && likeness(before.get(i), after.get(j)) > 0
                    && best[i][j] == likeness(before.get(i), after.get(j)) + best[i + 1][j + 1]) {
                rows.add(new Row(before.get(i++), after.get(j++)));
            } else if (j == after.size() || i < before.size() && best[i][j] == best[i + 1][j]) {
                rows.add(new Row(before.get(i++), null));
            } else {
                rows.add(new Row(null, after.get(j++)));
            }
        }
        return rows;
    }

    /** On the same day counts more than in the same words. */
    private static int likeness(Happening one, Happening other) {
        if (one.kind() != other.kind() || !one.name().equals(other.name())) {
            return 0;
        }
        return 2 + (one.day() == other.day() ? 3 : 0) + (new Row(one, other).saysTheSame() ? 1 : 0);
    }
}
