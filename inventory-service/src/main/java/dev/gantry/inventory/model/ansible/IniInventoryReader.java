package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.text.YamlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inventory file in Ansible's INI form into an {@link AnsibleInventory}: groups, {@code :children}, {@code :vars},
 * host ranges, variables beside a host. Source: Ansible, plugins/inventory/ini.py.
 */
public final class IniInventoryReader {

    // [compute]   [vgpu:children]   [compute_vgpu:vars]
    private static final Pattern HEADER = Pattern.compile("\\[([^:\\]]+)(?::(\\w+))?]\\s*(?:#.*)?");
    // vgpu_driver_dkms=true   ansible_user = stack
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    // ansible_host=10.0.0.7   note="two # words"   # a comment
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'#]|\"[^\"]*\"|'[^']*'|(?<=\\S)#)+|#.*");
    // computegpu[000:002]:2222
    private static final Pattern WITH_PORT = Pattern.compile("([^:]*(?:\\[[^\\]]*][^:\\[]*)*):(\\d{1,5})");
    // "stack"   'stack' # a comment   5   True # a comment
    private static final Pattern LITERAL = Pattern.compile("(\"[^\"]*\"|'[^']*'|-?\\d+|True|False|None)(?:\\s+#.*)?");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private enum Part {
        HOSTS,
        CHILDREN,
        VARS
    }

    private final String file;
    private final AnsibleInventory inventory;
    private final YamlReader yaml;
    private final ReadingNotes notes;
    private int number;
    private AnsibleInventory.@Nullable Section section;
    private Part part = Part.HOSTS;

    public IniInventoryReader(String file, AnsibleInventory inventory, YamlReader yaml, ReadingNotes notes) {
        this.file = file;
        this.inventory = inventory;
        this.yaml = yaml;
        this.notes = notes;
    }

    public void read(String text) {
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#") && !content.startsWith(";")) {
                line(content);
            }
        }
    }

    private void line(String content) {
        if (content.startsWith("[")) {
            header(content);
        } else if (section == null) {
            host(content, null);
        } else {
            inside(content, section);
        }
    }

    private void inside(String content, AnsibleInventory.Section group) {
        if (part == Part.HOSTS) {
            host(content, group);
        } else if (part == Part.CHILDREN) {
            group.children().add(content.split("\\s", 2)[0]);
        } else {
            assignment(content, group);
        }
    }

    private void header(String content) {
        Matcher m = HEADER.matcher(content);
        String kind = m.matches() && m.group(2) != null ? m.group(2) : "hosts";
        if (!m.matches() || !List.of("hosts", "children", "vars").contains(kind)) {
            violation("section", content, "[group], [group:children] or [group:vars]", "Correct the line.");
            return;
        }
        part = Part.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
        section = inventory.group(m.group(1).strip(), file, number);
    }

    private void host(String content, AnsibleInventory.@Nullable Section group) {
        List<String> words = words(content);
        if (words.isEmpty()) {
            return;
        }
        SortedMap<String, Object> variables = new TreeMap<>();
        for (String word : words.subList(1, words.size())) {
            Matcher m = ASSIGNMENT.matcher(word);
            if (m.matches()) {
                variables.put(m.group(1), literal(m.group(2)));
            } else {
                violation("host", word, "name=value", "Correct the line.");
            }
        }
        for (String name : names(words.get(0), variables)) {
            if (!HOST_NAME.matcher(name).matches()) {
                violation("host", name, "letters, digits, dots, dashes and underscores", "Correct the name.");
                continue;
            }
            inventory.host(name, variables, file);
            if (group != null) {
                group.hosts().add(name);
            }
        }
    }

    /** The names of a pattern; a port after a colon becomes {@code ansible_port}. */
    private List<String> names(String pattern, SortedMap<String, Object> variables) {
        String text = pattern;
        Matcher port = WITH_PORT.matcher(pattern);
        if (port.matches()) {
            text = port.group(1);
            variables.putIfAbsent("ansible_port", Integer.valueOf(port.group(2)));
        }
        try {
            return HostRange.spread(text);
        } catch (IllegalArgumentException e) {
            violation("host", pattern, String.valueOf(e.getMessage()), "Correct the range.");
            return List.of();
        }
    }

    private void assignment(String content, AnsibleInventory.Section group) {
        Matcher m = ASSIGNMENT.matcher(content);
        if (m.matches()) {
            group.set(m.group(1), literal(m.group(2).strip()), file);
        } else {
            violation("variable", content, "name=value", "Correct the line.");
        }
    }

    private static List<String> words(String content) {
        Matcher m = WORD.matcher(content);
        List<String> words = new ArrayList<>();
        while (m.find() && !m.group().startsWith("#")) {
            words.add(m.group());
        }
        return words;
    }

    /** Ansible takes Python literals: numbers, True, False and None, quoted text, lists and mappings; anything else is text. */
    private @Nullable Object literal(String text) {
        if (text.startsWith("[") || text.startsWith("{") && !text.startsWith("{{")) {
            return collection(text);
        }
        Matcher m = LITERAL.matcher(text);
        if (!m.matches()) {
            return text;
        }
        String bare = m.group(1);
        return switch (bare) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            default -> bare.matches("[\"'].*") ? bare.substring(1, bare.length() - 1) : number(bare);
        };
    }

    /** Python has no numbers that begin with a zero: such a value stays text. */
    private static Object number(String text) {
        return text.matches("-?(0|[1-9]\\d{0,8})") ? (Object) Integer.valueOf(text) : text;
    }

    /** What Python and YAML write alike: {@code [1, 2]}, <code>{'1g.10gb': 1}</code>. */
    private Object collection(String text) {
        return yaml.read(file, "value: " + text) instanceof YamlResult.Read read
                        && read.values().get("value") instanceof Object value
                ? value
                : text;
    }

    private void violation(String field, String found, String expected, String fix) {
        notes.violation(Violation.of(field, found, expected, fix).in(file, number));
    }
}
