package dev.gantry.novaconfig.model.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares two configuration texts option by option, so that order and comments do not count. Branches of the group form count as part of the section. */
public final class ConfDiff {

    private ConfDiff() {}

    /** One option that differs. {@code before} or {@code after} is empty where it was not there. */
    public record Change(String file, String section, String option, List<String> before, List<String> after) {
        public Change {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** In order of section and option. Files that are not oslo.config have no changes here, only in the text. */
    public static List<Change> between(String file, String before, String after) {
        if (!file.endsWith(".conf")) {
            return List.of();
        }
        Map<String, List<String>> left = options(before);
        Map<String, List<String>> right = options(after);
        TreeSet<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            List<String> was = left.getOrDefault(key, List.of());
            List<String> is = right.getOrDefault(key, List.of());
            if (!was.equals(is)) {
                int cut = key.lastIndexOf('\n');
                changes.add(
                        new Change(file, key.substring(0, cut).replace("\n", " "), key.substring(cut + 1), was, is));
            }
        }
        return changes;
    }

    /** Values by "branch\nsection\noption"; an option that is repeated has all its values, in order. */
    private static Map<String, List<String>> options(String text) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        String branch = "";
        String section = "";
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("{% if") || line.startsWith("{% elif")) {
                branch = line.replaceAll("^\\{% (?:el)?if | %}$", "") + "\n";
            } else if (line.startsWith("{% endif")) {
                branch = "";
            } else if (line.startsWith("[") && line.endsWith("]")) {
                section = line;
            } else if (equals > 0 && !line.startsWith("#") && !line.startsWith("{%")) {
                String key = branch + section + "\n" + line.substring(0, equals).strip();
                found.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(line.substring(equals + 1).strip());
            }
        }
        return found;
    }
}
