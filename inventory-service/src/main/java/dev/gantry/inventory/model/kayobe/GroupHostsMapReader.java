package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.AnsibleInventory;
import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.NearestName;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the hosts of kayobe's {@code overcloud_group_hosts_map} into their groups. */
final class GroupHostsMapReader {

    private static final String MAP = "overcloud_group_hosts_map";

    private final AnsibleInventory inventory;
    private final ReadingNotes notes;
    private final String file;

    private GroupHostsMapReader(AnsibleInventory inventory, ReadingNotes notes, String file) {
        this.inventory = inventory;
        this.notes = notes;
        this.file = file;
    }

    static void read(Variables site, AnsibleInventory inventory, ReadingNotes notes) {
        String file = site.file(MAP);
        Object written = site.values().get(MAP);
        if (file == null || written == null) {
            return;
        }
        SortedMap<String, EffectiveVariable> variables = new TreeMap<>();
        site.values()
                .forEach((name, value) ->
                        variables.put(name, new EffectiveVariable(value, VariablePrecedence.SITE, site.file(name))));
        VariableEvaluator evaluator = new VariableEvaluator(variables);
        Object value = evaluator.value(MAP);
        evaluator.violations().forEach(notes::violation);
        if (value != null) {
            new GroupHostsMapReader(inventory, notes, file).read(value);
        }
    }

    private void read(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, hosts) -> group(String.valueOf(key), hosts));
        } else {
            violation(MAP, value, "groups with lists of hosts", "Write 'group:' and its hosts with a leading '- '.");
        }
    }

    private void group(String group, Object hosts) {
        String field = MAP + "." + group;
        if (hosts == null) {
            return;
        }
        if (!(hosts instanceof List<?> names)) {
            violation(field, hosts, "a list of hosts", "Write them with a leading '- '.");
            return;
        }
        // kayobe: hosts under "ignore" are discovered but left out of the inventory
        if (group.equals("ignore")) {
            names.forEach(n -> inventory.hosts().remove(String.valueOf(n)));
            return;
        }
        AnsibleInventory.Section section = inventory.groups().get(group);
        if (section == null) {
            String next = NearestName.of(group, inventory.groups().keySet())
                    .map(n -> "Did you mean %s? Otherwise add [%s] to a file in inventory/.".formatted(n, group))
                    .orElse("Add [%s] to a file in inventory/.".formatted(group));
            violation(field, group, "a group that an inventory file defines", next);
            return;
        }
        for (Object name : names) {
            String host = String.valueOf(name);
            if (HostSpecRules.isHostName(host)) {
                inventory.host(host, new TreeMap<>(), file);
                section.hosts().add(host);
            } else {
                violation(field, host, "letters, digits, dots, dashes and underscores", "Correct the name.");
            }
        }
    }

    private void violation(String field, Object found, String expected, String fix) {
        notes.violation(
                Violation.of(field, String.valueOf(found), expected, fix).in(file, notes.line(file, field)));
    }
}
