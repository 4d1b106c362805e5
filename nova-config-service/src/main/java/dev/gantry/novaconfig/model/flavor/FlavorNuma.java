package dev.gantry.novaconfig.model.flavor;

import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extra specs that shape a guest's processors and memory: their values, and whether they fit the flavor's size. */
final class FlavorNuma {

    // 1GB   2048   2MB   large
    private static final Pattern PAGE = Pattern.compile("(?:(\\d{1,9})([kKMGT]i?)?(?:b|bit|B)?)|large|small|any");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false|yes|no|on|off|1|0|t|f|y|n");

    private static final Map<String, Pattern> KNOWN = Map.ofEntries(
            Map.entry("hw:cpu_policy", Pattern.compile("dedicated|shared|mixed")),
            Map.entry("hw:cpu_thread_policy", Pattern.compile("prefer|isolate|require")),
            Map.entry("hw:emulator_threads_policy", Pattern.compile("isolate|share")),
            Map.entry("hw:mem_page_size", PAGE),
            Map.entry("hw:cpu_sockets", COUNT),
            Map.entry("hw:cpu_cores", COUNT),
            Map.entry("hw:cpu_threads", COUNT),
            Map.entry("hw:cpu_max_sockets", COUNT),
            Map.entry("hw:numa_nodes", COUNT),
            Map.entry("hw:pci_numa_affinity_policy", Pattern.compile("required|preferred|legacy|socket")),
            Map.entry("hw:hide_hypervisor_id", TRUTH),
            Map.entry("hw:cpu_dedicated_mask", Pattern.compile(".+")),
            Map.entry("hw:cpu_realtime", TRUTH),
            Map.entry("hw:boot_menu", TRUTH),
            Map.entry("hw:mem_encryption", TRUTH),
            Map.entry("hw:locked_memory", TRUTH),
            Map.entry("hw:vif_multiqueue_enabled", TRUTH),
            Map.entry("hw:watchdog_action", Pattern.compile("none|pause|poweroff|reset|disabled")),
            Map.entry("hw_rng:allowed", TRUTH),
            Map.entry("hw_rng:rate_bytes", Pattern.compile("\\d{1,9}")),
            Map.entry("hw_rng:rate_period", Pattern.compile("\\d{1,9}")));

    private FlavorNuma() {}

    static boolean knows(String key) {
        return KNOWN.containsKey(key);
    }

    static Optional<Finding> value(Flavor flavor, String key, String value) {
        Pattern wanted = KNOWN.get(key);
        if (wanted == null || wanted.matcher(value).matches()) {
            return Optional.empty();
        }
        return Optional.of(Finding.error(
                "extra-spec-value",
                flavor.name(),
                key + " is '" + value + "'; Nova answers 400.",
                "Write " + wanted.pattern() + "."));
    }

    /** Nova refuses the boot, not the flavor, when nodes do not divide processors, memory or pages. */
    static List<Finding> of(Flavor flavor, List<HostFacts> hosts) {
        List<Finding> findings = new ArrayList<>();
        int nodes = count(flavor, "hw:numa_nodes");
        int sockets = count(flavor, "hw:cpu_sockets");
        Flavor.Size size = flavor.size();
        if (nodes > 0 && (size.vcpus() % nodes != 0 || size.ramMib() % nodes != 0)) {
            findings.add(Finding.error(
                    "numa-uneven",
                    flavor.name(),
                    nodes + " NUMA nodes do not divide " + size.vcpus() + " vcpus and " + size.ramMib()
                            + " MiB evenly.",
                    "Choose a count that divides both."));
        } else {
            nodes(flavor, nodes, hosts).ifPresent(findings::add);
        }
        if (sockets > size.vcpus()) {
            findings.add(Finding.error(
                    "sockets-many",
                    flavor.name(),
                    sockets + " sockets for " + size.vcpus() + " vcpus.",
                    "Ask for fewer sockets."));
        }
        pages(flavor, Math.max(nodes, 1), hosts).ifPresent(findings::add);
        return findings;
    }

    /** Where cards are tells the least that a host has; two nodes are usual, so that fewer seen means little. */
    private static Optional<Finding> nodes(Flavor flavor, int nodes, List<HostFacts> hosts) {
        int seen = hosts.stream().mapToInt(HostFacts::numaNodes).max().orElse(0);
        if (nodes <= Math.max(2, seen)) {
            return Optional.empty();
        }
        String known = seen == 0 ? "" : "; the cards of the hosts that offer it are on " + seen;
        return Optional.of(Finding.warning(
                "numa-many",
                flavor.name(),
                nodes + " NUMA nodes need a host with as many" + known + ".",
                "Compare with lscpu on the hosts."));
    }

    private static Optional<Finding> reserved(Flavor flavor, String size, long kib, List<HostFacts> hosts) {
        List<String> without = hosts.stream()
                .filter(h -> h.tellsPages() && !h.pagesKib().contains(kib))
                .map(HostFacts::host)
                .toList();
        if (!without.isEmpty()) {
            return Optional.of(Finding.warning(
                    "pages-not-reserved",
                    flavor.name(),
                    without + " booted without pages of " + size + " set aside; no guest of it starts there.",
                    "Add hugepagesz= and hugepages= to the kernel's arguments there, or ask for another page size."));
        }
        if (!hosts.isEmpty() && hosts.stream().allMatch(HostFacts::tellsPages)) {
            return Optional.empty();
        }
        return Optional.of(Finding.warning(
                "pages-reserved",
                flavor.name(),
                "pages of " + size + " must be set aside at boot on the hosts that offer it.",
                "Check hugepages on the hosts."));
    }

    private static Optional<Finding> pages(Flavor flavor, int nodes, List<HostFacts> hosts) {
        Matcher m = PAGE.matcher(flavor.extraSpecs().getOrDefault("hw:mem_page_size", ""));
        if (!m.matches() || m.group(1) == null) {
            return Optional.empty();
        }
        long kib = Long.parseLong(m.group(1))
                * switch (m.group(2) == null ? "k" : m.group(2).substring(0, 1)) {
                    case "M" -> 1024L;
                    case "G" -> 1024L * 1024;
                    case "T" -> 1024L * 1024 * 1024;
                    default -> 1L;
                };
        long perNode = flavor.size().ramMib() * 1024L / nodes;
        if (kib == 0 || perNode % kib != 0) {
            return Optional.of(Finding.error(
                    "pages-uneven",
                    flavor.name(),
                    flavor.size().ramMib() + " MiB over " + nodes + " node(s) is no multiple of the page size "
                            + m.group() + ".",
                    "Choose RAM that is."));
        }
        return reserved(flavor, m.group(), kib, hosts);
    }

    private static int count(Flavor flavor, String key) {
        String value = flavor.extraSpecs().getOrDefault(key, "");
        return COUNT.matcher(value).matches() ? Integer.parseInt(value) : 0;
    }
}
