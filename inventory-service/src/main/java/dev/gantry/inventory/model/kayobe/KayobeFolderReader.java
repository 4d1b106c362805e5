package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.ansible.AnsibleInventory;
import dev.gantry.inventory.model.ansible.ReadingNotes;
import dev.gantry.inventory.model.text.NearestName;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.text.YamlReader;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a kayobe configuration folder: inventory files, group_vars, host_vars, top-level files and
 * {@code overcloud_group_hosts_map}. Source: kayobe documentation, "Inventory" and "Hosts"; the guide.
 */
public final class KayobeFolderReader {

    private final ReadingNotes notes = new ReadingNotes();
    private final YamlReader yaml;

    private final ControlHost control;

    private KayobeFolderReader(YamlReader yaml, ControlHost control) {
        this.yaml = yaml;
        this.control = control;
    }

    /** @param files text by path with {@code /}; the folder may lie deeper, e.g. under {@code etc/kayobe} */
    public static KayobeConfiguration read(SortedMap<String, String> files, ControlHost control, YamlReader yaml) {
        KayobeFolderReader reader = new KayobeFolderReader(yaml, control);
        Optional<EnvironmentLayers> layers = EnvironmentLayers.of(files, control.environment(), yaml, reader.notes);
        return layers.map(reader::read)
                .orElseGet(() -> reader.reading(new TreeMap<>(), new TreeMap<>(), Variables.none()));
    }

    private KayobeConfiguration read(EnvironmentLayers folder) {
        AnsibleInventory inventory = InventoryFileReader.read(folder, yaml, notes);
        VariableFileReader files = new VariableFileReader(folder, yaml, notes);
        Variables site = files.site();
        GroupHostsMapReader.read(site, inventory, notes);
        checkChildren(inventory);
        SortedMap<String, Variables> groupVars = files.layers("group_vars");
        SortedMap<String, Variables> hostVars = files.layers("host_vars");
        warnUnused("group", groupVars, inventory.groups().keySet());
        warnUnused("host", hostVars, inventory.hosts().keySet());
        SortedMap<String, Group> groups = groups(inventory, groupVars);
        GroupTree.cycle(groups.values()).ifPresent(cycle -> notes.violation(cycleViolation(cycle)));
        SortedMap<String, KayobeConfiguration.FolderHost> hosts =
                hosts(inventory, hostVars, groups.containsKey(Group.UNGROUPED));
        Variables known = Variables.of(Map.of(
                        VariablePrecedence.CONTROL_HOME, control.home(),
                        VariablePrecedence.CONFIG_PATH, control.configPath(),
                        VariablePrecedence.ENVIRONMENT, folder.environment()))
                .with(site)
                .with(members(inventory, hosts.keySet()));
        Variables used = UsedVariables.of(known, groups.values(), hosts.values());
        return reading(groups, hosts, used);
    }

    private KayobeConfiguration reading(
            SortedMap<String, Group> groups, SortedMap<String, KayobeConfiguration.FolderHost> hosts, Variables site) {
        return new KayobeConfiguration(groups, hosts, site, notes.violations(), notes.warnings(), notes.lines());
    }

    private void checkChildren(AnsibleInventory inventory) {
        Set<String> known = inventory.groups().keySet();
        inventory.groups().forEach((name, section) -> section.children().stream()
                .filter(child -> !known.contains(child))
                .forEach(child -> {
                    String next = NearestName.of(child, known)
                            .map(n -> "Did you mean %s?".formatted(n))
                            .orElse("Add [%s] to a file in inventory/.".formatted(child));
                    notes.violation(
                            Violation.of(name + ":children", child, "a group that an inventory file defines", next)
                                    .in(section.file(), section.line()));
                }));
    }

    private void warnUnused(String kind, Map<String, Variables> layers, Set<String> known) {
        layers.forEach((name, variables) -> {
            boolean isBuiltIn = kind.equals("group") && (name.equals(Group.ALL) || name.equals(Group.UNGROUPED));
            if (!known.contains(name) && !isBuiltIn && !variables.isEmpty()) {
                String next = NearestName.of(name, known)
                        .map(n -> "Did you mean %s? Its variables reach nobody.".formatted(n))
                        .orElse("Its variables reach nobody.");
                notes.warn(Violation.of(kind + "_vars", name, "a %s of the inventory".formatted(kind), next)
                        .in(variables.files().values().iterator().next(), null));
            }
        });
    }

    private static SortedMap<String, Group> groups(AnsibleInventory inventory, Map<String, Variables> groupVars) {
        SortedMap<String, Group> groups = new TreeMap<>();
        inventory.groups().forEach((name, section) -> {
            Variables written = section.variables();
            // to Ansible a priority counts where the inventory gives it, and is a variable like others in a file
            Variables files = groupVars.getOrDefault(name, Variables.none()).without(Group.PRIORITY);
            groups.put(
                    name,
                    new Group(
                            name,
                            List.copyOf(section.children()),
                            written.with(files).withoutSecrets()));
        });
        List.of(Group.ALL, Group.UNGROUPED).forEach(name -> {
            if (groupVars.containsKey(name)) {
                groups.putIfAbsent(
                        name,
                        new Group(
                                name,
                                List.of(),
                                groupVars.get(name).without(Group.PRIORITY).withoutSecrets()));
            }
        });
        return groups;
    }

    private static SortedMap<String, KayobeConfiguration.FolderHost> hosts(
            AnsibleInventory inventory, Map<String, Variables> hostVars, boolean hasUngrouped) {
        return inventory.hosts().entrySet().stream()
                .filter(h -> !isControlHost(h.getKey(), h.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        h -> new KayobeConfiguration.FolderHost(
                                h.getKey(),
                                groupsOf(h.getKey(), inventory, hasUngrouped),
                                h.getValue()
                                        .with(hostVars.getOrDefault(h.getKey(), Variables.none()))
                                        .withoutSecrets()),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** The machine that Ansible runs on is no host of ours. */
    private static boolean isControlHost(String name, Variables variables) {
        return name.equals("localhost") || "local".equals(variables.values().get("ansible_connection"));
    }

    private static List<String> groupsOf(String host, AnsibleInventory inventory, boolean hasUngrouped) {
        List<String> named = inventory.groups().entrySet().stream()
                .filter(g -> g.getValue().hosts().contains(host) && !g.getKey().equals(Group.ALL))
                .map(Map.Entry::getKey)
                .toList();
        return named.isEmpty() && hasUngrouped ? List.of(Group.UNGROUPED) : named;
    }

    /** Ansible's {@code groups}: each group's hosts with those of its children, e.g. for {@code groups['seed'][0]}. */
    private static Variables members(AnsibleInventory inventory, Set<String> hosts) {
        SortedMap<String, Object> members = new TreeMap<>();
        inventory.groups().keySet().forEach(name -> members.put(name, inventory.members(name)));
        Set<String> grouped = new TreeSet<>();
        inventory.groups().forEach((name, section) -> {
            if (!name.equals(Group.ALL) && !name.equals(Group.UNGROUPED)) {
                grouped.addAll(section.hosts());
            }
        });
        members.put(Group.ALL, List.copyOf(hosts));
        members.put(
                Group.UNGROUPED,
                hosts.stream().filter(h -> !grouped.contains(h)).toList());
        return Variables.of(Map.of("groups", members));
    }

    private static Violation cycleViolation(List<String> cycle) {
        return Violation.of(
                "children",
                String.join(" > ", cycle),
                "groups without a circle",
                "Take one of these groups out of the other's children.");
    }
}
