package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.text.Violation;
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
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)", Pattern.DOTALL);
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private enum Part {
        HOSTS,
        CHILDREN,
        VARS
    }

    private final String file;
    private final AnsibleInventory inventory;
    private final ReadingNotes notes;
    private int number;
    private AnsibleInventory.@Nullable Section section;
    private Part part = Part.HOSTS;

    public IniInventoryReader(String file, AnsibleInventory inventory, ReadingNotes notes) {
        this.file = file;
        this.inventory = inventory;
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
        try {
            List<String> words = ShellWords.split(content);
            if (!words.isEmpty()) {
                host(HostPattern.parse(words.getFirst()), variables(words.subList(1, words.size())), group);
            }
        } catch (IllegalArgumentException e) {
            violation("host", content, String.valueOf(e.getMessage()), "Correct the line.");
        }
    }

    private SortedMap<String, Object> variables(List<String> words) {
        SortedMap<String, Object> variables = new TreeMap<>();
        for (String word : words) {
            Matcher m = ASSIGNMENT.matcher(word);
            if (m.matches()) {
                variables.put(m.group(1), PythonLiteral.read(m.group(2)));
            } else {
                violation("host", word, "name=value", "Correct the line.");
            }
        }
        return variables;
    }

    private void host(
            HostPattern pattern, SortedMap<String, Object> variables, AnsibleInventory.@Nullable Section group) {
        pattern.port().ifPresent(port -> variables.putIfAbsent("ansible_port", port));
        for (String name : pattern.names()) {
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

    private void assignment(String content, AnsibleInventory.Section group) {
        Matcher m = ASSIGNMENT.matcher(content);
        if (m.matches()) {
            group.set(m.group(1), PythonLiteral.read(m.group(2).strip()), file);
        } else {
            violation("variable", content, "name=value", "Correct the line.");
        }
    }

    private void violation(String field, String found, String expected, String fix) {
        notes.violation(Violation.of(field, found, expected, fix).in(file, number));
    }
}
