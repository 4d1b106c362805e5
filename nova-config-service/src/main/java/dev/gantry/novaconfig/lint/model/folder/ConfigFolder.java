package dev.gantry.novaconfig.lint.model.folder;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.model.conf.ConfLines;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A kayobe configuration: Nova's files line by line, YAML as trees, inventories as groups. Paths as they were given. */
public record ConfigFolder(
        SortedMap<String, String> confs,
        SortedMap<String, YamlTree> yamls,
        SortedMap<String, String> inventories,
        List<LintFinding> unreadable) {

    public ConfigFolder {
        confs = Collections.unmodifiableSortedMap(new TreeMap<>(confs));
        yamls = Collections.unmodifiableSortedMap(new TreeMap<>(yamls));
        inventories = Collections.unmodifiableSortedMap(new TreeMap<>(inventories));
        unreadable = List.copyOf(unreadable);
    }

    // oslo.config's BoolOpt
    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

    /** An option of a file of Nova's. */
    public record Option(String file, ConfLines.Entry entry) {
        public String section() {
            return entry.key().section();
        }

        public String name() {
            return entry.key().option();
        }

        /** As Nova reads it: quotes around the whole of it do not count. */
        public String value() {
            String text = entry.value();
            boolean quoted = text.length() > 1
                    && text.charAt(0) == text.charAt(text.length() - 1)
                    && (text.charAt(0) == '"' || text.charAt(0) == '\'');
            return quoted ? text.substring(1, text.length() - 1) : text;
        }

        /** Under the name that the option has today. */
        public ConfLines.Key today(NovaRelease release) {
            return NovaOptions.today(entry.key(), release);
        }

        /** What a template makes of it is not known here, so that nothing can be claimed. */
        public boolean isTemplate() {
            return entry.value().contains("{{")
                    || entry.value().contains("{%")
                    || section().contains("{{");
        }

        public LintFinding lint(String code, String text, String fix) {
            return new LintFinding(file, entry.line(), code, text, fix);
        }
    }

    /** A field of any YAML file. */
    public record Located(String file, YamlTree.Field field) {
        public LintFinding lint(String code, String text, String fix) {
            return new LintFinding(file, field.line(), code, text, fix);
        }
    }

    /** A group's name in an inventory. {@code parent} is the group whose children it stands among, empty for a definition. */
    public record GroupName(String file, int line, String name, String parent) {}

    public List<Option> options() {
        List<Option> all = new ArrayList<>();
        confs.forEach((file, text) -> ConfLines.read(text, 1).forEach(e -> all.add(new Option(file, e))));
        return all;
    }

    /** Whether an option is set to true anywhere. */
    public boolean isTrue(String section, String option) {
        return options().stream()
                .filter(o -> o.section().equalsIgnoreCase(section) && o.name().equals(option))
                .anyMatch(o -> TRUE.contains(o.value().toLowerCase(Locale.ROOT)));
    }

    public Stream<Located> fields(String key) {
        return yamls.entrySet().stream()
                .flatMap(y -> y.getValue().everyField().map(f -> new Located(y.getKey(), f)))
                .filter(l -> l.field().key().equals(key));
    }

    public List<GroupName> groupNames() {
        List<GroupName> names = new ArrayList<>();
        inventories.forEach((file, text) -> {
            String parent = "";
            int number = 0;
            for (String raw : text.lines().toList()) {
                number++;
                String line = raw.replaceFirst("\\s*[#;].*$", "").strip();
                if (line.startsWith("[") && line.endsWith("]")) {
                    String head = line.substring(1, line.length() - 1);
                    boolean children = head.endsWith(":children");
                    parent = children ? head.substring(0, head.length() - ":children".length()) : "";
                    names.add(new GroupName(file, number, head.replaceFirst(":.*$", ""), ""));
                } else if (!parent.isEmpty() && !line.isEmpty()) {
                    names.add(new GroupName(file, number, line, parent));
                }
            }
        });
        return names;
    }

    public Map<String, String> texts() {
        return confs;
    }
}
