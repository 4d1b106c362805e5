package dev.gantry.inventory.model.ansible;

import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.NormalValues;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.kit.python.UnsafeText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Ansible and kayobe print of an inventory: {@code ansible-inventory --list --export}, whose groups have their variables, and
 * {@code kayobe configuration dump}, which has the variables of each host as they count for it. Values are as Ansible has them.
 */
public final class ExportReader {

    private static final String META = "_meta";
    private static final String HOST_VARS = "hostvars";
    private static final String GROUP_NAMES = "group_names";
    private static final String VAULT = "__ansible_vault";
    private static final String UNSAFE = "__ansible_unsafe";

    private final String file;
    private final AnsibleInventory inventory;
    private final ReadingNotes notes;

    public ExportReader(String file, AnsibleInventory inventory, ReadingNotes notes) {
        this.file = file;
        this.inventory = inventory;
        this.notes = notes;
    }

    public static boolean isExport(Map<String, Object> values) {
        return values.get(META) instanceof Map<?, ?> || isDump(values);
    }

    private static boolean isDump(Map<String, Object> values) {
        return !values.isEmpty()
                && values.values().stream()
                        .allMatch(
                                one -> one instanceof Map<?, ?> vars && vars.get(GROUP_NAMES) instanceof Collection<?>);
    }

    public void read(Map<String, Object> values) {
        if (values.get(META) instanceof Map<?, ?> meta) {
            values.forEach((name, group) -> group(name, group));
            if (meta.get(HOST_VARS) instanceof Map<?, ?> hosts) {
                hosts.forEach((name, variables) -> host(String.valueOf(name), variables, List.of()));
            }
        } else {
            values.forEach((name, variables) -> host(
                    name,
                    variables,
                    variables instanceof Map<?, ?> map && map.get(GROUP_NAMES) instanceof Collection<?> groups
                            ? groups
                            : List.of()));
        }
    }

    private void group(String name, @Nullable Object value) {
        if (name.equals(META) || !(value instanceof Map<?, ?> parts)) {
            return;
        }
        AnsibleInventory.Section section = inventory.group(name, file, 1);
        names(parts.get("hosts")).forEach(host -> {
            inventory.host(host, new TreeMap<>(), file);
            section.hosts().add(host);
        });
        names(parts.get("children")).forEach(child -> {
            inventory.group(child, file, 1);
            section.children().add(child);
        });
        readable(parts.get("vars"), name).forEach((variable, one) -> section.set(variable, one, file));
    }

    private void host(String name, @Nullable Object variables, Collection<?> groups) {
        if (!HostSpecRules.isHostName(name)) {
            notes.violation(
                    Violation.of(name, name, "letters, digits, dots, dashes and underscores", "Correct the name.")
                            .in(file, null));
            return;
        }
        inventory.host(name, readable(variables, name), file);
        groups.forEach(
                group -> inventory.group(String.valueOf(group), file, 1).hosts().add(name));
    }

    private static List<String> names(@Nullable Object value) {
        return value instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Without Ansible's own variables, and without what only a vault opens. */
    private SortedMap<String, Object> readable(@Nullable Object value, String owner) {
        SortedMap<String, Object> readable = new TreeMap<>();
        if (value instanceof Map<?, ?> variables) {
            NormalValues.normalMap(variables).forEach((name, one) -> {
                if (one instanceof Map<?, ?> map && map.containsKey(VAULT)) {
                    notes.warn(Violation.of(
                                    owner + "." + name,
                                    "a value encrypted by Ansible Vault",
                                    "plain text",
                                    "It was left out; nothing that Gantry reads may depend on it.")
                            .in(file, null));
                } else if (!List.of(GROUP_NAMES, "groups", HOST_VARS, "inventory_hostname")
                        .contains(name)) {
                    readable.put(
                            name,
                            one instanceof Map<?, ?> map && map.size() == 1 && map.get(UNSAFE) instanceof String text
                                    ? UnsafeText.of(text)
                                    : one);
                }
            });
        }
        return readable;
    }
}
