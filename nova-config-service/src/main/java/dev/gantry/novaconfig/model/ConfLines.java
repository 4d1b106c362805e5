package dev.gantry.novaconfig.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the options of a Nova configuration file line by line, with the Jinja branch that each stands in. */
public final class ConfLines {

    // oslo.config's MultiStrOpt: every line counts.
    private static final Set<String> REPEATABLE = Set.of("alias", "device_spec", "passthrough_whitelist");

    private ConfLines() {}

    /** Where an option stands. {@code branch} is the condition of the Jinja branch, empty outside of one. */
    public record Key(String branch, String section, String option) {

        /** Whether some host could read both. */
        boolean meets(Key other) {
            boolean same = section.equals(other.section) && option.equals(other.option);
            return same && (branch.isEmpty() || other.branch.isEmpty() || branch.equals(other.branch));
        }
    }

    /** One option. {@code line} counts from 1 in the file; a value that goes on over indented lines is one. */
    public record Entry(Key key, String value, int line) {}

    public static boolean isRepeatable(String option) {
        return REPEATABLE.contains(option);
    }

    public static List<Entry> read(String text, int firstLine) {
        Reader reader = new Reader(firstLine);
        text.lines().forEach(reader::line);
        return reader.entries;
    }

    private static final class Reader {
        private final List<Entry> entries = new ArrayList<>();
        private String branch = "";
        private String section = "DEFAULT";
        private int number;

        Reader(int firstLine) {
            number = firstLine - 1;
        }

        void line(String line) {
            number++;
            String bare = line.strip();
            boolean indented = line.startsWith(" ");
            if (bare.startsWith("{%")) {
                branch = branchAfter(branch, bare);
            } else if (bare.startsWith("#") || bare.startsWith(";") || bare.isEmpty()) {
                return;
            } else if (!indented && bare.startsWith("[") && bare.endsWith("]")) {
                section = bare.substring(1, bare.length() - 1);
            } else if (indented && !entries.isEmpty()) {
                Entry last = entries.removeLast();
                entries.add(new Entry(last.key(), last.value() + "\n" + bare, last.line()));
            } else {
                option(bare);
            }
        }

        private void option(String bare) {
            int equals = bare.indexOf('=');
            if (equals > 0) {
                Key key = new Key(branch, section, bare.substring(0, equals).strip());
                entries.add(new Entry(key, bare.substring(equals + 1).strip(), number));
            }
        }
    }

    static Map<Key, List<Entry>> byKey(List<Entry> entries) {
        Map<Key, List<Entry>> found = new LinkedHashMap<>();
        entries.forEach(
                e -> found.computeIfAbsent(e.key(), k -> new ArrayList<>()).add(e));
        return found;
    }

    private static String branchAfter(String branch, String tag) {
        String inner = tag.replaceAll("^\\{%-?\\s*|\\s*-?%\\}$", "");
        if (inner.startsWith("if ") || inner.startsWith("elif ")) {
            return inner.substring(inner.indexOf(' ') + 1).replace('"', '\'');
        }
        if (inner.startsWith("else")) {
            return "not (" + branch + ")";
        }
        return inner.startsWith("endif") ? "" : branch;
    }
}
