package dev.gantry.cli.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The lines that differ between two short texts, with - or + in front; equal lines between them with a blank. */
final class LineDiff {
    private LineDiff() {}

    /** Empty when the texts are equal. */
    static String of(String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int[][] common = common(a, b);
        Deque<String> lines = new ArrayDeque<>();
        int i = a.size();
        int j = b.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && a.get(i - 1).equals(b.get(j - 1))) {
                lines.addFirst("  " + a.get(--i));
                j--;
            } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
                lines.addFirst("+ " + b.get(--j));
            } else {
                lines.addFirst("- " + a.get(--i));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** Length of the longest common part of the first i and j lines. */
    private static int[][] common(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                length[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length;
    }
}
