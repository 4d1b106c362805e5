package dev.gantry.local.suite.terminal;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two small texts, as {@code diff -u} would show them, without its headers. */
public final class TextDiff {
    private final List<String> before;
    private final List<String> after;
    /** Longest common run of lines from these two places on. */
    private final int[][] common;

    private TextDiff(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
        common = new int[this.before.size() + 1][this.after.size() + 1];
        for (int i = this.before.size() - 1; i >= 0; i--) {
            for (int j = this.after.size() - 1; j >= 0; j--) {
                common[i][j] = this.before.get(i).equals(this.after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    /** Lines that went begin with a minus, those that came with a plus; empty when the texts are the same. */
    public static List<String> of(String before, String after) {
        return new TextDiff(before, after).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(("- " + before.get(i++)).stripTrailing());
            } else {
                lines.add(("+ " + after.get(j++)).stripTrailing());
            }
        }
        return lines;
    }
}
