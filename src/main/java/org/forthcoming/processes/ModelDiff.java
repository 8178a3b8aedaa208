package org.forthcoming.processes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** What differs between two sets of files, in an analyst's words. */
public final class ModelDiff {

    private ModelDiff() {}

    /** How a file or an element of a diagram has changed. */
    public enum How {
        ADDED,
        CHANGED,
        REMOVED
    }

    /** A line of a text. */
    public record TextLine(How how, String text) {}

    /**
     * What differs of one file.
     *
     * @param words a sentence for each difference; empty for mails
     * @param elements of a diagram: how each element that differs has, by its id
     * @param lines of a mail: the lines around what differs; no how: unchanged
     */
    public record FileChange(
            String file, How how, List<String> words, Map<String, How> elements, List<TextLine> lines) {

        public boolean isDiagram() {
            return file.endsWith(".bpmn");
        }
    }

    /** Differences of all files whose content differs, by name. */
    public static List<FileChange> between(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<FileChange>();
        for (var name : names) {
            if (!Arrays.equals(before.get(name), after.get(name))) {
                changes.add(change(name, before.get(name), after.get(name)));
            }
        }
        return changes;
    }

    private static FileChange change(String name, byte[] before, byte[] after) {
        var how = before == null ? How.ADDED : after == null ? How.REMOVED : How.CHANGED;
        if (name.endsWith(".html")) {
            return new FileChange(name, how, List.of(), Map.of(), LineDiff.between(text(before), text(after)));
        }
        if (how != How.CHANGED) {
            return new FileChange(
                    name,
                    how,
                    List.of(how == How.ADDED ? "This file is new." : "This file goes."),
                    Map.of(),
                    List.of());
        }
        if (name.endsWith(".bpmn")) {
            var diff = DiagramDiff.between(before, after);
            return new FileChange(name, how, diff.words(), diff.elements(), List.of());
        }
        var words = name.endsWith(".dmn") ? TableDiff.between(before, after) : FormDiff.between(before, after);
        return new FileChange(name, how, words, Map.of(), List.of());
    }

    private static String text(byte[] content) {
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    /** A value as it stands in a sentence. */
    static String shown(String value) {
        if (value == null || value.isBlank()) {
            return "empty";
        }
        var line = value.strip().replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }
}
