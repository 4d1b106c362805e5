package dev.gantry.inventory.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads a kayobe configuration folder: inventory files, group_vars, host_vars, top-level files and
 * {@code overcloud_group_hosts_map}. Source: kayobe documentation, "Inventory" and "Hosts"; the guide.
 */
public final class KayobeFolder {

    private static final String MAP = "overcloud_group_hosts_map";

    private final YamlReader yaml;
    private final List<Flaw> flaws = new ArrayList<>();
    private final List<Flaw> warnings = new ArrayList<>();
    private final Map<String, Map<String, Integer>> lines = new HashMap<>();
    private final AnsibleInventory inventory = new AnsibleInventory();

    private KayobeFolder(YamlReader yaml) {
        this.yaml = yaml;
    }

    /** @param files text by path with {@code /}; the folder may lie deeper, e.g. under {@code etc/kayobe} */
    public static FolderReading read(SortedMap<String, String> files, YamlReader yaml) {
        return new KayobeFolder(yaml).read(files);
    }

    private FolderReading read(SortedMap<String, String> files) {
        Optional<String> root = root(files);
        if (root.isEmpty()) {
            flaws.add(Flaw.of(
                    "inventory",
                    files.size() + " files without it",
                    "a folder named inventory",
                    "Send the folder that holds inventory/, e.g. etc/kayobe."));
            return new FolderReading(new TreeMap<>(), new TreeMap<>(), Variables.none(), flaws, warnings, lines);
        }
        SortedMap<String, String> inside = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith(root.get()) && isReadable(path)) {
                inside.put(path.substring(root.get().length()), text);
            }
        });
        readInventory(inside);
        Variables site = readSite(inside);
        readHostsMap(site);
        checkChildren();
        SortedMap<String, Variables> groupVars = layers(inside, "inventory/group_vars/");
        SortedMap<String, Variables> hostVars = layers(inside, "inventory/host_vars/");
        warnUnused("group", groupVars, inventory.groups().keySet());
        warnUnused("host", hostVars, inventory.hosts().keySet());
        SortedMap<String, Group> groups = groups(groupVars);
        GroupTree.cycle(groups.values()).ifPresent(cycle -> flaws.add(cycleFlaw(cycle)));
        SortedMap<String, FolderReading.FolderHost> hosts = hosts(hostVars);
        Variables used = UsedVariables.of(site, groups.values(), hosts.values());
        return new FolderReading(groups, hosts, used, flaws, warnings, lines);
    }

    private static Optional<String> root(SortedMap<String, String> files) {
        return files.keySet().stream()
                .filter(p -> p.startsWith("inventory/") || p.contains("/inventory/"))
                .map(p -> p.startsWith("inventory/") ? "" : p.substring(0, p.indexOf("/inventory/") + 1))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isReadable(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean isHidden = ("/" + path).contains("/.");
        return !isHidden && !name.endsWith("~") && !name.matches(".*\\.(orig|bak|retry|pyc|j2|md|rst)");
    }

    private void readInventory(SortedMap<String, String> files) {
        files.forEach((path, text) -> {
            if (!path.startsWith("inventory/") || path.indexOf('/', "inventory/".length()) >= 0) {
                return;
            }
            if (path.matches(".*\\.(ya?ml|json)")) {
                flaws.add(Flaw.of(
                                "inventory",
                                "a YAML inventory",
                                "Ansible's INI form",
                                "Write its groups and hosts as [group] sections.")
                        .in(path, null));
            } else {
                new IniReader(path, inventory, flaws).read(text);
            }
        });
    }

    private Variables readSite(SortedMap<String, String> files) {
        Variables site = Variables.none();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().matches("[^/]+\\.ya?ml")) {
                site = site.with(variables(file.getKey(), file.getValue()), file.getKey());
            }
        }
        return site;
    }

    private Map<String, Object> variables(String file, String text) {
        return switch (yaml.read(file, text)) {
            case YamlAnswer.Read read -> {
                lines.put(file, read.lines());
                read.sealed()
                        .forEach(name ->
                                warnings.add(sealed(name).in(file, read.lines().get(name))));
                warnings.addAll(read.doubtful());
                yield read.values();
            }
            case YamlAnswer.Sealed sealed -> {
                warnings.add(sealed("file").in(file, null));
                yield Map.of();
            }
            case YamlAnswer.Malformed malformed -> {
                flaws.add(malformed.flaw());
                yield Map.of();
            }
        };
    }

    private static Flaw sealed(String field) {
        return Flaw.of(
                field,
                "a value encrypted by Ansible Vault",
                "plain text",
                "It was left out; nothing that Gantry reads may depend on it.");
    }

    /** Variables of each group or host: one file of its name, or a folder of files that are laid over each other by name. */
    private SortedMap<String, Variables> layers(SortedMap<String, String> files, String folder) {
        SortedMap<String, Variables> layers = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith(folder)) {
                String rest = path.substring(folder.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest.replaceFirst("\\.(ya?ml|json)$", "") : rest.substring(0, slash);
                layers.merge(
                        name, Variables.none().with(variables(path, text), path), (a, b) -> a.with(b.values(), path));
            }
        });
        return layers;
    }

    private void readHostsMap(Variables site) {
        String file = site.file(MAP);
        Object value = site.values().get(MAP);
        if (file == null || value == null) {
            return;
        }
        if (!(value instanceof Map<?, ?> map)) {
            flaws.add(Flaw.of(
                            MAP,
                            String.valueOf(value),
                            "groups with lists of hosts",
                            "Write 'group:' and its hosts with a leading '- '.")
                    .in(file, lineOf(file, MAP)));
            return;
        }
        map.forEach((key, hosts) -> mapGroup(file, String.valueOf(key), hosts));
    }

    private void mapGroup(String file, String group, Object hosts) {
        String field = MAP + "." + group;
        Integer line = lineOf(file, field);
        if (!(hosts instanceof List<?> names)) {
            flaws.add(Flaw.of(field, String.valueOf(hosts), "a list of hosts", "Write them with a leading '- '.")
                    .in(file, line));
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
            flaws.add(Flaw.of(field, group, "a group that an inventory file defines", next)
                    .in(file, line));
            return;
        }
        for (Object name : names) {
            String host = String.valueOf(name);
            if (!SpecRules.isHostName(host)) {
                flaws.add(Flaw.of(field, host, "letters, digits, dots, dashes and underscores", "Correct the name.")
                        .in(file, line));
                continue;
            }
            inventory.host(host, new TreeMap<>(), file);
            section.hosts().add(host);
        }
    }

    private @org.jspecify.annotations.Nullable Integer lineOf(String file, String field) {
        return lines.getOrDefault(file, Map.of()).get(field);
    }

    private void checkChildren() {
        inventory.groups().forEach((name, section) -> section.children().stream()
                .filter(child -> !inventory.groups().containsKey(child))
                .forEach(child -> {
                    String next = NearestName.of(child, inventory.groups().keySet())
                            .map(n -> "Did you mean %s?".formatted(n))
                            .orElse("Add [%s] to a file in inventory/.".formatted(child));
                    flaws.add(Flaw.of(name + ":children", child, "a group that an inventory file defines", next)
                            .in(section.file(), section.line()));
                }));
    }

    private void warnUnused(String kind, Map<String, Variables> layers, java.util.Set<String> known) {
        layers.forEach((name, variables) -> {
            boolean isBuiltIn = kind.equals("group") && (name.equals(Group.ALL) || name.equals("ungrouped"));
            if (!known.contains(name) && !isBuiltIn && !variables.isEmpty()) {
                String next = NearestName.of(name, known)
                        .map(n -> "Did you mean %s? Its variables reach nobody.".formatted(n))
                        .orElse("Its variables reach nobody.");
                warnings.add(Flaw.of(kind + "_vars", name, "a %s of the inventory".formatted(kind), next)
                        .in(variables.files().values().iterator().next(), null));
            }
        });
    }

    private SortedMap<String, Group> groups(SortedMap<String, Variables> groupVars) {
        SortedMap<String, Group> groups = new TreeMap<>();
        inventory.groups().forEach((name, section) -> {
            Variables variables = section.variables();
            Variables files = groupVars.getOrDefault(name, Variables.none());
            groups.put(name, new Group(name, List.copyOf(section.children()), merge(variables, files)));
        });
        if (groupVars.containsKey(Group.ALL)) {
            groups.merge(Group.ALL, new Group(Group.ALL, List.of(), groupVars.get(Group.ALL)), (a, b) -> a);
        }
        return groups;
    }

    private static Variables merge(Variables low, Variables high) {
        Variables merged = low;
        for (Map.Entry<String, Object> variable : high.values().entrySet()) {
            String file = high.files().getOrDefault(variable.getKey(), "");
            merged = merged.with(java.util.Collections.singletonMap(variable.getKey(), variable.getValue()), file);
        }
        return merged;
    }

    private SortedMap<String, FolderReading.FolderHost> hosts(SortedMap<String, Variables> hostVars) {
        return inventory.hosts().entrySet().stream()
                .filter(h -> !isControlHost(h.getKey(), h.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        h -> new FolderReading.FolderHost(
                                h.getKey(),
                                groupsOf(h.getKey()),
                                merge(h.getValue(), hostVars.getOrDefault(h.getKey(), Variables.none()))),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** The machine that Ansible runs on is no host of ours. */
    private static boolean isControlHost(String name, Variables variables) {
        return name.equals("localhost") || "local".equals(variables.values().get("ansible_connection"));
    }

    private List<String> groupsOf(String host) {
        return inventory.groups().entrySet().stream()
                .filter(g -> g.getValue().hosts().contains(host) && !g.getKey().equals(Group.ALL))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Flaw cycleFlaw(List<String> cycle) {
        return Flaw.of(
                "children",
                String.join(" > ", cycle),
                "groups without a circle",
                "Take one of these groups out of the other's children.");
    }
}
