package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.List;
import org.forthcoming.processes.ModelDiff.How;
import org.forthcoming.processes.ModelDiff.TextLine;

/** What differs of a text, line by line, with the lines around it. */
final class LineDiff {

    private static final int AROUND = 2;
    private static final int MOST = 2000;

    private LineDiff() {}

    static List<TextLine> between(String before, String after) {
        var left = before.lines().toList();
        var right = after.lines().toList();
        if (left.size() > MOST || right.size() > MOST) {
            return List.of(new TextLine(How.CHANGED, "The text is too long to be compared line by line."));
        }
        // The longest common subsequence, from the end: common[i][j] of what follows line i and line j.
        var common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var lines = new ArrayList<TextLine>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                lines.add(new TextLine(null, left.get(i++)));
                j++;
            } else if (i < left.size() && (j == right.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new TextLine(How.REMOVED, left.get(i++)));
            } else {
                lines.add(new TextLine(How.ADDED, right.get(j++)));
            }
        }
        return near(lines);
    }

    private static List<TextLine> near(List<TextLine> lines) {
        var near = new ArrayList<TextLine>();
        var skipped = false;
        for (int i = 0; i < lines.size(); i++) {
            var from = Math.max(0, i - AROUND);
            var to = Math.min(lines.size(), i + AROUND + 1);
            if (lines.subList(from, to).stream().anyMatch(line -> line.how() != null)) {
                if (skipped) {
                    near.add(new TextLine(null, "…"));
                }
                near.add(lines.get(i));
                skipped = false;
            } else {
                skipped = true;
            }
        }
        return near;
    }
}
