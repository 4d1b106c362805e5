package dev.gantry.novaconfig.model.conf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the options of a Nova configuration file line by line, with the Jinja branch that each stands in. */
public final class ConfLines {

    // oslo.config's MultiStrOpt: every line counts.
    private static final Set<String> REPEATABLE =
            Set.of("alias", "pci_alias", "device_spec", "passthrough_whitelist", "pci_passthrough_whitelist");

    // enabled_mdev_types = nvidia-700      oslo.config takes a colon as well, whichever comes first
    private static final Pattern OPTION = Pattern.compile("([^=:]+)[=:](.*)", Pattern.DOTALL);

    private ConfLines() {}

    /** Where an option stands. {@code branch} is the condition of the Jinja branch, empty outside of one. */
    public record Key(String branch, String section, String option) {

        /** Whether some host could read both. */
        public boolean meets(Key other) {
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
        private final Branches branches = new Branches();
        private String section = "DEFAULT";
        private int number;
        private boolean isOpen;

        Reader(int firstLine) {
            number = firstLine - 1;
        }

        void line(String line) {
            number++;
            String bare = line.strip();
            if (bare.startsWith("{%")) {
                branches.pass(bare);
            } else if (bare.isEmpty()) {
                // an empty line ends a value
                isOpen = false;
            } else if (!bare.startsWith("#") && !bare.startsWith(";")) {
                said(bare, line.startsWith(" ") || line.startsWith("\t"));
            }
        }

        private void said(String bare, boolean indented) {
            if (indented && isOpen) {
                Entry last = entries.removeLast();
                entries.add(new Entry(last.key(), last.value() + "\n" + bare, last.line()));
            } else if (bare.startsWith("[") && bare.endsWith("]")) {
                section = bare.substring(1, bare.length() - 1);
                isOpen = false;
            } else {
                option(bare);
            }
        }

        private void option(String bare) {
            Matcher m = OPTION.matcher(bare);
            if (m.matches()) {
                Key key = new Key(branches.now(), section, m.group(1).strip());
                entries.add(new Entry(key, m.group(2).strip(), number));
                isOpen = true;
            }
        }
    }

    public static Map<Key, List<Entry>> byKey(List<Entry> entries) {
        Map<Key, List<Entry>> found = new LinkedHashMap<>();
        entries.forEach(
                e -> found.computeIfAbsent(e.key(), k -> new ArrayList<>()).add(e));
        return found;
    }

    /** The Jinja branches that a line stands in, one inside the other. Raw guards and loops are none. */
    private static final class Branches {
        private final Deque<String> open = new ArrayDeque<>();

        String now() {
            return String.join(" and ", open.reversed());
        }

        /** {@code {%- if inventory_hostname in groups['compute_vgpu'] %}}. */
        void pass(String tag) {
            String inner = tag.replaceAll("^\\{%-?\\s*|\\s*-?%\\}.*$", "");
            if (inner.startsWith("if ")) {
                open.push(condition(inner));
                if (tag.contains("endif")) {
                    open.pop();
                }
            } else if (inner.startsWith("elif ") && !open.isEmpty()) {
                open.pop();
                open.push(condition(inner));
            } else if (inner.equals("else") && !open.isEmpty()) {
                open.push("not (" + open.pop() + ")");
            } else if (inner.startsWith("endif") && !open.isEmpty()) {
                open.pop();
            }
        }

        private static String condition(String inner) {
            return inner.substring(inner.indexOf(' ') + 1).strip().replace('"', '\'');
        }
    }
}
