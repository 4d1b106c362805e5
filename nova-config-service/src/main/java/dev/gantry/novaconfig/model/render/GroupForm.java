package dev.gantry.novaconfig.model.render;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The guide's form: one Jinja file with a branch per group. Hosts that differ from their group come first, so that the first
 * branch that is true for a host is always its own.
 */
public final class GroupForm {

    // Groups that hold every GPU host, or say what a host is and not how it is sliced; a branch uses them only when
    // there is no better.
    private static final Set<String> BROAD =
            Set.of("all", "ungrouped", "overcloud", "hypervisors", "compute", "vgpu", "iommu", "gpu", "baremetal");

    private final List<HostDevices> hosts;
    private final Map<String, String> bodies = new TreeMap<>();

    private GroupForm(Collection<HostDevices> all, SiteSettings settings) {
        HostRenderer renderer = new HostRenderer(settings);
        hosts = all.stream().sorted(Comparator.comparing(HostDevices::host)).toList();
        hosts.forEach(h -> bodies.put(h.host(), renderer.body(h)));
    }

    // Many sites keep every GPU host in these and slice them in groups below.
    private static final Set<String> FAIRLY_BROAD = Set.of("compute_gpu", "compute-gpu");

    /** One {@code if} or {@code elif}: either a group, or hosts by name. */
    public record Branch(String condition, String body) {}

    public static String render(Collection<HostDevices> hosts, SiteSettings settings) {
        return print(new GroupForm(hosts, settings).branches());
    }

    /** The group of each host that has one, in order of group; hosts in order of name. Used by the kayobe files too. */
    public static Map<String, List<String>> membership(Collection<HostDevices> hosts) {
        Map<String, Integer> sizes = new HashMap<>();
        hosts.forEach(h -> h.groups().forEach(g -> sizes.merge(g, 1, Integer::sum)));
        Comparator<String> best = Comparator.<String, Boolean>comparing(BROAD::contains)
                .thenComparing(FAIRLY_BROAD::contains)
                .thenComparing(sizes::get)
                .thenComparing(Comparator.naturalOrder());
        Map<String, List<String>> members = new TreeMap<>();
        hosts.stream().sorted(Comparator.comparing(HostDevices::host)).forEach(h -> h.groups().stream()
                .min(best)
                .ifPresent(
                        g -> members.computeIfAbsent(g, k -> new ArrayList<>()).add(h.host())));
        return members;
    }

    private List<Branch> branches() {
        Map<String, String> groups = new LinkedHashMap<>();
        membership(hosts).forEach((group, members) -> groups.put(group, commonBody(members)));
        Map<String, TreeSet<String>> apart = new LinkedHashMap<>();
        for (HostDevices host : hosts) {
            String body = body(host.host());
            if (!body.equals(firstMatch(groups, host))) {
                apart.computeIfAbsent(body, b -> new TreeSet<>()).add(host.host());
            }
        }
        List<Branch> branches = new ArrayList<>();
        apart.forEach((body, names) -> branches.add(new Branch(naming(names), body)));
        groups.forEach((group, body) -> {
            if (!body.isEmpty()) {
                branches.add(new Branch("inventory_hostname in groups['" + group + "']", body));
            }
        });
        return branches;
    }

    private String body(String host) {
        return bodies.getOrDefault(host, "");
    }

    /** The body that most members have; of equals, that of the first host by name. */
    private String commonBody(List<String> members) {
        Map<String, Integer> count = new LinkedHashMap<>();
        members.forEach(m -> count.merge(body(m), 1, Integer::sum));
        int most = count.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return count.entrySet().stream()
                .filter(e -> e.getValue() == most)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** What the group branches alone would give this host. */
    private static String firstMatch(Map<String, String> groups, HostDevices host) {
        return groups.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty() && host.groups().contains(e.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse("");
    }

    private static String naming(TreeSet<String> names) {
        return names.size() == 1
                ? "inventory_hostname == \"" + names.first() + "\""
                : "inventory_hostname in [\"" + String.join("\", \"", names) + "\"]";
    }

    private static String print(List<Branch> branches) {
        int length = branches.stream().mapToInt(b -> b.body().length() + 80).sum();
        StringBuilder out = new StringBuilder(length + 64);
        out.append("{% raw %}\n");
        String word = "if";
        for (Branch branch : branches) {
            out.append("{% ")
                    .append(word)
                    .append(' ')
                    .append(branch.condition())
                    .append(" %}\n");
            out.append(branch.body());
            out.append(branch.body().isEmpty() ? "" : "\n");
            word = "elif";
        }
        if (!branches.isEmpty()) {
            out.append("{% endif %}\n");
        }
        return out.append("{% endraw %}\n").toString();
    }
}
