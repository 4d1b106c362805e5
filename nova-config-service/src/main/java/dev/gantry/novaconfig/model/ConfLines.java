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
        List<Entry> entries = new ArrayList<>();
        String branch = "";
        String section = "DEFAULT";
        int number = firstLine - 1;
        for (String line : text.lines().toList()) {
            number++;
            String bare = line.strip();
            int equals = bare.indexOf('=');
            if (bare.startsWith("{%")) {
                branch = branchAfter(branch, bare);
            } else if (bare.startsWith("[") && bare.endsWith("]") && !line.startsWith(" ")) {
                section = bare.substring(1, bare.length() - 1);
            } else if (line.startsWith(" ") && !entries.isEmpty() && !bare.isEmpty()) {
                Entry last = entries.removeLast();
                entries.add(new Entry(last.key(), last.value() + "\n" + bare, last.line()));
            } else if (equals > 0 && !bare.startsWith("#") && !bare.startsWith(";")) {
                String option = bare.substring(0, equals).strip();
                entries.add(new Entry(
                        new Key(branch, section, option), bare.substring(equals + 1).strip(), number));
            }
        }
        return entries;
    }

    static Map<Key, List<Entry>> byKey(List<Entry> entries) {
        Map<Key, List<Entry>> found = new LinkedHashMap<>();
        entries.forEach(e -> found.computeIfAbsent(e.key(), k -> new ArrayList<>()).add(e));
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
