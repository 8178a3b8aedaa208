package org.forthcoming.processes;

import static org.forthcoming.processes.ModelDiff.shown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What differs between two decision tables: rows by their ids, cell by cell. */
final class TableDiff {

    private TableDiff() {}

    static List<String> between(byte[] before, byte[] after) {
        var left = read(before);
        var right = read(after);
        var words = new ArrayList<String>();
        right.columns().forEach((id, label) -> {
            if (!left.columns().containsKey(id)) {
                words.add("Added: the column “%s”.".formatted(label));
            } else if (!left.columns().get(id).equals(label)) {
                words.add(
                        "The column “%s” is “%s” now.".formatted(left.columns().get(id), label));
            }
        });
        left.columns().forEach((id, label) -> {
            if (!right.columns().containsKey(id)) {
                words.add("Removed: the column “%s”.".formatted(label));
            }
        });
        if (!left.policy().equals(right.policy())) {
            words.add("Which rows count is %s, was %s.".formatted(right.policy(), left.policy()));
        }
        right.rows().forEach((id, row) -> {
            if (!left.rows().containsKey(id)) {
                words.add("Added: row %d (%s).".formatted(row.number(), row.said(right)));
            }
        });
        left.rows().forEach((id, row) -> {
            var now = right.rows().get(id);
            if (now == null) {
                words.add("Removed: row %d (%s).".formatted(row.number(), row.said(left)));
            } else {
                compare(row, left, now, right, words);
            }
        });
        var kept =
                left.rows().keySet().stream().filter(right.rows()::containsKey).toList();
        if (!kept.equals(
                right.rows().keySet().stream().filter(left.rows()::containsKey).toList())) {
            words.add("The rows stand in another order, which counts when several fit.");
        }
        if (words.isEmpty()) {
            words.add("Only the picture or the writing differs; it decides the same.");
        }
        return words;
    }

    private static void compare(Row was, Table before, Row is, Table after, List<String> words) {
        after.columns().forEach((column, label) -> {
            var left = was.cells().getOrDefault(column, "");
            var right = is.cells().getOrDefault(column, "");
            if (before.columns().containsKey(column) && !left.equals(right)) {
                words.add("Row %d: “%s” is %s, was %s.".formatted(is.number(), label, cell(right), cell(left)));
            }
        });
        if (!was.remark().equals(is.remark())) {
            words.add("Row %d: its remark is “%s”, was “%s”."
                    .formatted(is.number(), shown(is.remark()), shown(was.remark())));
        }
    }

    private static String cell(String text) {
        return text.isEmpty() ? "anything" : shown(text);
    }

    private record Table(String policy, Map<String, String> columns, Map<String, Row> rows) {}

    private record Row(int number, Map<String, String> cells, String remark) {

        String said(Table of) {
            return of.columns().entrySet().stream()
                    .filter(column -> !cells.getOrDefault(column.getKey(), "").isEmpty())
                    .map(column -> column.getValue() + ": " + cells.get(column.getKey()))
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("anything");
        }
    }

    private static Table read(byte[] content) {
        try {
            var policy = "UNIQUE";
            var columns = new LinkedHashMap<String, String>();
            var rows = new LinkedHashMap<String, Row>();
            for (var element : SafeXml.elements(SafeXml.read(content))) {
                switch (String.valueOf(element.getLocalName())) {
                    case "decisionTable" ->
                        policy = element.hasAttribute("hitPolicy") ? element.getAttribute("hitPolicy") : policy;
                    case "input", "output" -> columns.put(element.getAttribute("id"), label(element));
                    case "rule" ->
                        rows.put(
                                element.getAttribute("id"),
                                row(element, rows.size() + 1, List.copyOf(columns.keySet())));
                    default -> {}
                }
            }
            return new Table(policy, columns, rows);
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Row row(Element rule, int number, List<String> columns) {
        var cells = new LinkedHashMap<String, String>();
        var remark = "";
        var at = 0;
        for (var child = rule.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part) {
                if (part.getLocalName().equals("description")) {
                    remark = part.getTextContent().strip();
                } else if (at < columns.size()) {
                    cells.put(columns.get(at++), part.getTextContent().strip());
                }
            }
        }
        return new Row(number, cells, remark);
    }

    private static String label(Element column) {
        var label = column.getAttribute("label");
        return label.isBlank() ? column.getAttribute("name") : label;
    }
}
