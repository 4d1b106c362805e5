package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.ResourceClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** W2, W3, W4: whether a flavor can be booked on hosts that offer these resource classes. */
public final class FlavorRules {

    // resources:CUSTOM_NVIDIA_700   resources1:VGPU
    private static final Pattern REQUEST = Pattern.compile("resources[0-9A-Za-z_-]*:(VGPU|CUSTOM_[A-Z0-9_]+)");

    private FlavorRules() {}

    /** {@code offered} are the classes in effect on the hosts, which on an old nova are not always those configured. */
    public static List<RuleViolation> check(FlavorSpec flavor, Set<ResourceClass> offered) {
        return Stream.concat(requests(flavor, offered), topology(flavor)).toList();
    }

    private static Stream<RuleViolation> requests(FlavorSpec flavor, Set<ResourceClass> offered) {
        return flavor.extraSpecs().entrySet().stream().flatMap(spec -> {
            Matcher m = REQUEST.matcher(spec.getKey());
            return m.matches() ? request(flavor, spec, new ResourceClass(m.group(1)), offered) : Stream.empty();
        });
    }

    private static Stream<RuleViolation> request(
            FlavorSpec flavor, Map.Entry<String, String> spec, ResourceClass wanted, Set<ResourceClass> offered) {
        String path = path(flavor, spec.getKey());
        Stream<RuleViolation> many = spec.getValue().equals("1")
                ? Stream.empty()
                : Stream.of(new RuleViolation(
                        Rule.MANY_PER_REQUEST,
                        "",
                        path,
                        spec.getValue() + " of " + wanted + " in one group",
                        "1 in each of resources1:, resources2:, ...",
                        "Split the request so that each vGPU may come from another device"));
        Stream<RuleViolation> nowhere = offered.contains(wanted)
                ? Stream.empty()
                : Stream.of(new RuleViolation(
                        Rule.FLAVOR_CLASS,
                        "",
                        path,
                        wanted.toString(),
                        "one of " + new TreeSet<>(offered),
                        "Ask for a class that a host offers, or give a host such vGPUs"));
        return Stream.concat(many, nowhere);
    }

    /** The guide's own flavor has 8 vCPUs on 8 NUMA nodes and 1 GB pages, which few hosts have. */
    private static Stream<RuleViolation> topology(FlavorSpec flavor) {
        String nodes = flavor.extraSpecs().getOrDefault("hw:numa_nodes", "1");
        boolean oneCpuPerNode = nodes.matches("[1-9][0-9]{0,3}")
                && Integer.parseInt(nodes) > 1
                && Integer.parseInt(nodes) >= flavor.vcpus();
        boolean hugePages =
                flavor.extraSpecs().getOrDefault("hw:mem_page_size", "").matches("1GB|1048576");
        return oneCpuPerNode || hugePages
                ? Stream.of(new RuleViolation(
                        Rule.FLAVOR_TOPOLOGY,
                        "",
                        path(flavor, oneCpuPerNode ? "hw:numa_nodes" : "hw:mem_page_size"),
                        "%d vCPUs on %s NUMA nodes%s".formatted(flavor.vcpus(), nodes, hugePages ? ", 1 GB pages" : ""),
                        "hosts that have as many NUMA nodes and such pages reserved",
                        "Check the hosts, or lower the flavor's demands"))
                : Stream.empty();
    }

    private static String path(FlavorSpec flavor, String key) {
        return "flavors." + flavor.name() + ".extra_specs." + key;
    }
}
