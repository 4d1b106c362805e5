package dev.gantry.novaconfig.model.render;

import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a kayobe configuration that belong to the group form: who is in which group, and what each group's cards carry. */
final class KayobeFiles {

    private KayobeFiles() {}

    static SortedMap<String, String> render(Collection<HostDevices> hosts) {
        SortedMap<String, String> files = new TreeMap<>();
        Map<String, String> definitions = new TreeMap<>();
        hosts.forEach(h -> definitions.put(h.host(), vgpuDefinitions(h)));
        Map<String, List<String>> groups = GroupForm.membership(hosts);
        if (groups.isEmpty()) {
            return files;
        }
        files.put("kolla.yml", groupMap(groups));
        files.put("inventory/custom", custom(groups, definitions));
        files.put("overcloud.yml", hostsMap(groups));
        groups.forEach((group, members) -> definitions(files, group, members, definitions));
        return files;
    }

    /** kolla_overcloud_inventory_top_level_group_map replaces kayobe's default, so the default stands in it again. */
    private static String groupMap(Map<String, List<String>> groups) {
        StringBuilder out = new StringBuilder("---\nkolla_overcloud_inventory_top_level_group_map:\n");
        mapped(out, "control", "controllers");
        mapped(out, "network", "network");
        groups.keySet().stream().filter(g -> !g.equals("compute")).forEach(g -> mapped(out, g, g));
        mapped(out, "compute", "compute");
        mapped(out, "monitoring", "monitoring");
        out.append("  storage:\n    groups:\n");
        out.append("      \"{{ kolla_overcloud_inventory_storage_groups }}\"\n");
        return out.toString();
    }

    private static void mapped(StringBuilder out, String kolla, String kayobe) {
        out.append("  ")
                .append(kolla)
                .append(":\n    groups:\n      - ")
                .append(kayobe)
                .append('\n');
    }

    private static String custom(Map<String, List<String>> groups, Map<String, String> definitions) {
        StringBuilder out = new StringBuilder("[compute]\n");
        List<String> own =
                groups.keySet().stream().filter(g -> !g.equals("compute")).toList();
        own.forEach(g -> out.append('[').append(g).append("]\n"));
        List<String> sliced = own.stream()
                .filter(g -> groups.getOrDefault(g, List.of()).stream()
                        .anyMatch(h -> !definitions.getOrDefault(h, "").isEmpty()))
                .toList();
        if (!sliced.isEmpty()) {
            out.append("\n[vgpu:children]\n");
            sliced.forEach(g -> out.append(g).append('\n'));
        }
        out.append("\n[iommu:children]\n");
        if (!sliced.isEmpty()) {
            out.append("vgpu\n");
        }
        own.stream().filter(g -> !sliced.contains(g)).forEach(g -> out.append(g).append('\n'));
        return out.toString();
    }

    private static String hostsMap(Map<String, List<String>> groups) {
        StringBuilder out = new StringBuilder("---\novercloud_group_hosts_map:\n");
        groups.forEach((group, members) -> {
            out.append("  ").append(group).append(":\n");
            members.forEach(m -> out.append("    - \"").append(m).append("\"\n"));
        });
        return out.toString();
    }

    /** The group has the definitions of most of its members; a host that differs has its own, which replace the whole list. */
    private static void definitions(
            Map<String, String> files, String group, List<String> members, Map<String, String> all) {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        members.forEach(m -> byText.computeIfAbsent(all.getOrDefault(m, ""), t -> new ArrayList<>())
                .add(m));
        int most = byText.values().stream().mapToInt(List::size).max().orElse(0);
        String common = byText.entrySet().stream()
                .filter(e -> e.getValue().size() == most)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse("");
        if (!common.isEmpty()) {
            files.put("inventory/group_vars/" + group + "/vgpu", "---\n" + common);
        }
        byText.forEach((text, names) -> {
            if (!text.equals(common)) {
                String own = text.isEmpty() ? "vgpu_definitions: []\n" : text;
                names.forEach(n -> files.put("inventory/host_vars/" + n + "/vgpu", "---\n" + own));
            }
        });
    }

    /** In the guide's shape. Cards without virtual functions have no place in it and are left out. */
    private static String vgpuDefinitions(HostDevices host) {
        SortedMap<String, List<GpuDevice.Vgpu>> cards = new TreeMap<>();
        host.devices().forEach(d -> {
            if (d instanceof GpuDevice.Vgpu vgpu && index(vgpu) >= 0) {
                cards.computeIfAbsent(vgpu.card().toString(), c -> new ArrayList<>())
                        .add(vgpu);
            }
        });
        if (cards.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("vgpu_definitions:\n");
        cards.forEach((card, functions) -> {
            out.append("    - pci_address: \"").append(card).append("\"\n      virtual_functions:\n");
            functions.forEach(f -> out.append("        - mdev_type: ")
                    .append(f.type())
                    .append("\n          index: ")
                    .append(index(f))
                    .append('\n'));
            migDevices(out, functions);
        });
        return out.toString();
    }

    private static void migDevices(StringBuilder out, List<GpuDevice.Vgpu> functions) {
        SortedMap<String, Integer> count = new TreeMap<>();
        functions.stream()
                .map(GpuDevice.Vgpu::migProfile)
                .filter(p -> !p.isEmpty())
                .forEach(p -> count.merge(p, 1, Integer::sum));
        if (!count.isEmpty()) {
            out.append("      mig_devices:\n");
            count.forEach((profile, n) -> out.append("        \"")
                    .append(profile)
                    .append("\": ")
                    .append(n)
                    .append('\n'));
        }
    }

    private static int index(GpuDevice.Vgpu vgpu) {
        return vgpu.address().routingId() - vgpu.card().routingId() - dev.gantry.gpu.pci.PciAddress.FIRST_OFFSET;
    }
}
