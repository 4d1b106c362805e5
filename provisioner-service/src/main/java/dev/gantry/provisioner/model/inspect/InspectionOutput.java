package dev.gantry.provisioner.model.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of the inspection script: lines {@code key<TAB>value}, between the line {@code gantry-inspection<TAB>1} and the line
 * {@code gantry-end<TAB>ok}. A key is words parted by a blank and may come more than once. What a login prints before or
 * after is not part of it.
 */
public final class InspectionOutput {
    public static final String FIRST = "gantry-inspection\t1";
    public static final String LAST = "gantry-end\tok";

    private final List<String> lines;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private InspectionOutput(List<String> lines) {
        this.lines = List.copyOf(lines);
        for (String line : lines) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                values.computeIfAbsent(line.substring(0, tab), k -> new ArrayList<>())
                        .add(line.substring(tab + 1));
            }
        }
    }

    public static InspectionOutput read(String text) {
        List<String> all = text.lines().toList();
        int first = all.indexOf(FIRST);
        int last = all.lastIndexOf(LAST);
        if (first < 0) {
            throw new UnreadableInspectionException(
                    "The answer of the host does not begin with '" + FIRST.replace('\t', ' ') + "': " + head(all));
        }
        if (last < first) {
            throw new UnreadableInspectionException("The answer of the host is cut off after " + (all.size() - first)
                    + " lines: " + all.getLast().replace('\t', ' '));
        }
        return new InspectionOutput(all.subList(first + 1, last));
    }

    /** Lines that were read before, without the first and last one. */
    public static InspectionOutput of(List<String> lines) {
        return new InspectionOutput(lines);
    }

    public List<String> lines() {
        return lines;
    }

    /** First value of this key, or {@code ""}. */
    public String one(String key) {
        List<String> found = values.get(key);
        return found == null ? "" : found.getFirst();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** Keys that begin with this word, without it, in the order of the answer: {@code pci 0000:17:00.0 vendor}. */
    public Map<String, List<String>> under(String word) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        String prefix = word + " ";
        values.forEach((key, list) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), Collections.unmodifiableList(list));
            }
        });
        return found;
    }

    /** {@code pci 0000:17:00.0 vendor} to address, then name, then value; the order of the output is kept. */
    public Map<String, Map<String, String>> subjects(String word) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        under(word).forEach((key, value) -> {
            int blank = key.indexOf(' ');
            if (blank > 0) {
                found.computeIfAbsent(key.substring(0, blank), k -> new LinkedHashMap<>())
                        .put(key.substring(blank + 1), value.getFirst());
            }
        });
        return found;
    }

    private static String head(List<String> all) {
        return all.isEmpty() ? "it is empty" : String.join(" / ", all.subList(0, Math.min(5, all.size())));
    }
}
