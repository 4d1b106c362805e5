package dev.gantry.novaconfig.model.publish;

import dev.gantry.contracts.nova.ManagedBlockMarkers;
import dev.gantry.novaconfig.model.conf.ConfLines;
import dev.gantry.novaconfig.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts our lines into a file that an operator writes as well: between two marks, with every other line left as it is. */
public final class ManagedBlock {

    public static final String BEGIN =
            ManagedBlockMarkers.BEGIN + ": made from the devices of the hosts, changes in here are lost";
    public static final String END = ManagedBlockMarkers.END;

    private ManagedBlock() {}

    /** What a file would become, and what of the operator's own stands against it. */
    public record Merged(String text, List<Finding> conflicts) {
        public Merged {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** @param existing the file as it is, or empty when there is none */
    public static Merged into(String path, Optional<String> existing, String ours) {
        String block = BEGIN + "\n" + ours.stripTrailing() + "\n" + END + "\n";
        if (existing.isEmpty() || existing.get().isBlank()) {
            return new Merged(block, List.of());
        }
        if (isBroken(existing.get())) {
            return new Merged(existing.get(), List.of(broken(path, existing.get())));
        }
        Parts parts = Parts.of(existing.get());
        String before = parts.before();
        String gap = before.isEmpty() || before.endsWith("\n\n") || parts.found()
                ? ""
                : before.endsWith("\n") ? "\n" : "\n\n";
        String text = before + gap + block + parts.after();
        return new Merged(text, path.endsWith(".conf") ? conflicts(path, parts, ours) : List.of());
    }

    /** The file without our block; empty when nothing of the operator's is left or the block is not there. */
    public static Optional<String> without(String existing) {
        Parts parts = Parts.of(existing);
        String rest = (parts.before().stripTrailing() + "\n" + parts.after()).stripLeading();
        return !parts.found() || rest.isBlank() ? Optional.empty() : Optional.of(rest);
    }

    public static boolean isIn(String existing) {
        return Parts.of(existing).found();
    }

    /** The operator's lines where they stand: ours are blank, so that lines keep their numbers. */
    public static String foreign(String existing) {
        Parts parts = Parts.of(existing);
        return parts.before() + parts.block().replaceAll("[^\n]+", "") + parts.after();
    }

    private static boolean isBroken(String existing) {
        return Parts.lineStart(existing, ManagedBlockMarkers.BEGIN) >= 0 && !isIn(existing);
    }

    private static Finding broken(String path, String existing) {
        int begin = Parts.lineStart(existing, ManagedBlockMarkers.BEGIN);
        long line =
                1 + existing.substring(0, begin).chars().filter(c -> c == '\n').count();
        return Finding.error(
                "block-broken",
                path + ":" + line,
                "our block begins here and its end is gone, so that it cannot be told which lines are yours.",
                "Put '" + END
                        + "' on a line of its own after the last of ours, or take our lines out with the first mark.");
    }

    private static List<Finding> conflicts(String path, Parts parts, String ours) {
        Map<ConfLines.Key, List<ConfLines.Entry>> mine = ConfLines.byKey(ConfLines.read(ours, 1));
        List<Finding> findings = new ArrayList<>();
        List<ConfLines.Entry> foreign = new ArrayList<>(ConfLines.read(parts.before(), 1));
        int afterFrom = 1
                + (int) (parts.before() + parts.block())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        foreign.addAll(ConfLines.read(parts.after(), afterFrom));
        intruder(path, parts.after(), afterFrom).ifPresent(findings::add);
        for (ConfLines.Entry theirs : foreign) {
            boolean meets = mine.entrySet().stream()
                    .anyMatch(e -> e.getKey().meets(theirs.key())
                            && !ConfLines.isRepeatable(theirs.key().option()));
            if (meets) {
                findings.add(Finding.error(
                        "foreign-setting",
                        path + ":" + theirs.line(),
                        "[" + theirs.key().section() + "] " + theirs.key().option() + " = " + theirs.value()
                                + " stands beside ours; Nova would read the last one.",
                        "Remove the line, or leave this form out of the settings."));
            }
        }
        return findings;
    }

    /** An option right after the block belongs to whatever section ours ends with, which may be another one tomorrow. */
    private static Optional<Finding> intruder(String path, String after, int from) {
        int number = from - 1;
        for (String line : after.lines().toList()) {
            number++;
            if (line.startsWith("[")) {
                return Optional.empty();
            }
            if (!line.isBlank() && !line.matches("\\s*(#|;|\\{%).*")) {
                return Optional.of(Finding.error(
                        "line-in-our-section",
                        path + ":" + number,
                        line.strip() + " stands after our block without a section of its own.",
                        "Write its [section] above it, or move it to before our block."));
            }
        }
        return Optional.empty();
    }

    private record Parts(String before, String block, String after, boolean found) {
        static Parts of(String text) {
            int begin = lineStart(text, ManagedBlockMarkers.BEGIN);
            int end = begin < 0 ? -1 : text.indexOf(END, begin);
            if (end < 0) {
                return new Parts(text, "", "", false);
            }
            int newline = text.indexOf('\n', end);
            int next = newline < 0 ? text.length() : newline + 1;
            return new Parts(text.substring(0, begin), text.substring(begin, next), text.substring(next), true);
        }

        private static int lineStart(String text, String mark) {
            int at = text.startsWith(mark) ? 0 : text.indexOf("\n" + mark);
            return at > 0 ? at + 1 : at;
        }
    }
}
