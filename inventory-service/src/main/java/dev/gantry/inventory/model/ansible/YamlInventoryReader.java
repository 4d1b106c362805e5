package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.NormalValues;
import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one inventory file in Ansible's YAML form: groups with {@code hosts}, {@code vars} and {@code children}, nested at will.
 * Source: Ansible, plugins/inventory/yaml.py.
 */
public final class YamlInventoryReader {

    private final String file;
    private final AnsibleInventory inventory;
    private final ReadingNotes notes;

    public YamlInventoryReader(String file, AnsibleInventory inventory, ReadingNotes notes) {
        this.file = file;
        this.inventory = inventory;
        this.notes = notes;
    }

    public void read(Map<String, Object> groups) {
        groups.forEach((name, value) -> group(name, value, name));
    }

    private void group(String name, @Nullable Object value, String path) {
        Integer line = notes.line(file, path);
        AnsibleInventory.Section section = inventory.group(name, file, line == null ? 1 : line);
        if (value == null) {
            return;
        }
        if (!(value instanceof Map<?, ?> parts)) {
            violation(path, value, "hosts, vars and children");
            return;
        }
        parts.forEach((key, part) -> part(section, String.valueOf(key), part, path));
    }

    private void part(AnsibleInventory.Section section, String key, @Nullable Object value, String group) {
        String path = group + "." + key;
        switch (key) {
            case "hosts" -> names(value, path).forEach((pattern, vars) -> host(section, pattern, vars, path));
            case "vars" -> names(value, path).forEach((name, one) -> section.set(name, one, file));
            case "children" ->
                names(value, path).forEach((name, child) -> {
                    section.children().add(name);
                    group(name, child, path + "." + name);
                });
            default ->
                notes.warn(
                        Violation.of(path, key, "hosts, vars or children", "Ansible passes over it, and so did Gantry.")
                                .in(file, notes.line(file, path)));
        }
    }

    /** Ansible takes a lone name for a mapping without values. */
    private Map<String, Object> names(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return NormalValues.normalMap(map);
        }
        if (value instanceof String name) {
            return java.util.Collections.singletonMap(name, null);
        }
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            violation(path, value, "names with a colon, not a list");
        }
        return Map.of();
    }

    private void host(AnsibleInventory.Section section, String pattern, @Nullable Object value, String path) {
        SortedMap<String, Object> variables = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            variables.putAll(NormalValues.normalMap(map));
        } else if (value != null) {
            violation(path + "." + pattern, value, "variables of the host");
        }
        try {
            HostPattern parsed = HostPattern.parse(pattern);
            parsed.port().ifPresent(port -> variables.putIfAbsent("ansible_port", port));
            for (String name : parsed.names()) {
                if (HostSpecRules.isHostName(name)) {
                    inventory.host(name, variables, file);
                    section.hosts().add(name);
                } else {
                    violation(path + "." + pattern, name, "letters, digits, dots, dashes and underscores");
                }
            }
        } catch (IllegalArgumentException e) {
            violation(path + "." + pattern, pattern, String.valueOf(e.getMessage()));
        }
    }

    private void violation(String path, Object found, String expected) {
        notes.violation(Violation.of(path, String.valueOf(found), expected, "Correct the file at this line.")
                .in(file, notes.line(file, path)));
    }
}
