package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of groups that no inventory defines: Ansible says nothing, the hosts are just not in it. */
final class GroupLints {

    // inventory_hostname in groups['compute_vgpu']
    private static final Pattern IN_JINJA =
            Pattern.compile("groups\\[\\s*['\"]([^'\"]+)['\"]\\s*\\]|['\"]([^'\"]+)['\"] in group_names");
    private static final Pattern RAW = Pattern.compile("\\{%-?\\s*raw\\s*-?%\\}");
    private static final Pattern END_RAW = Pattern.compile("\\{%-?\\s*endraw\\s*-?%\\}");
    // Ansible's own, and those that kayobe's inventory/groups brings; that file is often not among those sent.
    private static final Set<String> ALWAYS = Set.of(
            "all",
            "ungrouped",
            "controllers",
            "network",
            "monitoring",
            "storage",
            "compute",
            "compute-vgpu",
            "overcloud",
            "seed",
            "seed-hypervisor",
            "hypervisors",
            "ansible-control",
            "infra-vms",
            "container-image-builders",
            "ntp",
            "docker");
    // Groups that kolla-ansible's own inventory has besides one for each service: nova-compute, nova-api.
    private static final Set<String> KOLLA = Set.of("control", "baremetal", "deployment", "loadbalancer", "common");
    // Kayobe's word for hosts of the inventory that it leaves alone.
    private static final String NOT_MAPPED = "ignore";
    private static final int SHORT = 4;
    private static final String MAP = "kolla_overcloud_inventory_top_level_group_map";

    private final ConfigFolder folder;
    private final Set<String> defined = new TreeSet<>();
    private final List<LintFinding> lints = new ArrayList<>();

    private GroupLints(ConfigFolder folder) {
        this.folder = folder;
        folder.groupNames().stream().filter(g -> g.parent().isEmpty()).forEach(g -> defined.add(g.name()));
    }

    static List<LintFinding> of(ConfigFolder folder) {
        GroupLints found = new GroupLints(folder);
        if (!found.defined.isEmpty()) {
            found.children();
            found.hostsMap();
            found.kollaMap();
        }
        found.jinja();
        return found.lints;
    }

    private void children() {
        folder.groupNames().stream()
                .filter(g -> !g.parent().isEmpty())
                .forEach(g -> known(g.file(), g.line(), g.name(), defined, "[" + g.parent() + ":children] names it"));
    }

    private void hostsMap() {
        folder.fields("overcloud_group_hosts_map").forEach(map -> map.field().value().fieldList().stream()
                .filter(f -> !f.key().equals(NOT_MAPPED))
                .forEach(f ->
                        known(map.file(), f.line(), f.key(), defined, "hosts mapped to it get no group variables")));
    }

    private void kollaMap() {
        folder.fields(MAP).forEach(map -> map.field().value().fieldList().forEach(kolla -> kolla.value()
                .get("groups")
                .ifPresent(groups -> groups.itemList()
                        .forEach(g -> known(
                                map.file(),
                                g.line(),
                                g.text(),
                                defined,
                                "kolla group " + kolla.key() + " would be empty")))));
    }

    /** In Nova's files the groups are kolla's: those of the map where it is given, otherwise the inventory's. */
    private void jinja() {
        Set<String> kolla = new TreeSet<>();
        folder.fields(MAP).forEach(m -> m.field().value().fieldList().forEach(f -> kolla.add(f.key())));
        folder.confs().forEach((file, text) -> {
            int number = 0;
            boolean raw = false;
            for (String line : text.lines().toList()) {
                number++;
                raw = RAW.matcher(line).find() || raw && !END_RAW.matcher(line).find();
                // What stands outside of raw guards kayobe fills, by its own groups.
                boolean ofKolla = raw && !kolla.isEmpty();
                named(file, number, line, ofKolla ? kolla : defined, ofKolla);
            }
        });
    }

    private void named(String file, int number, String line, Set<String> visible, boolean ofKolla) {
        Matcher m = IN_JINJA.matcher(line);
        while (!visible.isEmpty() && m.find()) {
            String name = m.group(1) != null ? m.group(1) : m.group(2);
            if (!KOLLA.contains(name) && !name.startsWith("nova")) {
                String effect =
                        ofKolla ? "it is not in " + MAP + ", so kolla-ansible does not have it" : "the play fails";
                known(file, number, name, visible, effect);
            }
        }
    }

    private void known(String file, int line, String name, Set<String> names, String effect) {
        if (names.contains(name) || ALWAYS.contains(name) || name.contains("{{")) {
            return;
        }
        String fix = nearest(name, names);
        lints.add(new LintFinding(
                file, line, "group-unknown", "group " + name + " is not defined; " + effect + ".", fix));
    }

    /** A slip of the fingers is corrected; a name of other words is one that is missing. */
    private static String nearest(String name, Set<String> names) {
        return names.stream()
                .filter(candidate -> isSlip(name, candidate))
                .findFirst()
                .map(best -> "Write " + best + ".")
                .orElse("Define it in the inventory, e.g. [" + name + "] in inventory/groups, or take the name out.");
    }

    /** {@code compute_mutli_instance_gpu} for {@code compute_multi_instance_gpu}, but not {@code compute_cpu} for {@code compute_vgpu}. */
    private static boolean isSlip(String name, String candidate) {
        String[] words = name.split("[_-]");
        String[] others = candidate.split("[_-]");
        if (words.length != others.length) {
            return distance(name, candidate) == 1
                    && Math.abs(name.length() - candidate.length()) == 1
                    && words.length > 1;
        }
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(others[i]) && !isSlipOfAWord(words[i], others[i])) {
                return false;
            }
        }
        return true;
    }

    /** Short words are mostly other words: only letters that changed places count there. */
    private static boolean isSlipOfAWord(String word, String other) {
        char[] letters = word.toCharArray();
        char[] wanted = other.toCharArray();
        Arrays.sort(letters);
        Arrays.sort(wanted);
        boolean swapped = Arrays.equals(letters, wanted);
        boolean isLong = Math.min(word.length(), other.length()) > SHORT;
        return swapped || isLong && distance(word, other) <= 1;
    }

    /** Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
