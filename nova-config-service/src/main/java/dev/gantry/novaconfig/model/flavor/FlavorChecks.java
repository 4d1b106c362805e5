package dev.gantry.novaconfig.model.flavor;

import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Nova's API would refuse in a flavor, and what it would take although no guest could ever boot with it.
 * Source: openstack/nova, nova/api/validation/extra_specs, checked from microversion 2.86 on.
 */
public final class FlavorChecks {

    // resources:CUSTOM_NVIDIA_700   resources1:VGPU   resources_gpu:VGPU
    private static final Pattern RESOURCES = Pattern.compile("resources([a-zA-Z0-9_-]{1,64})?:(.+)");
    private static final Pattern CLASS = Pattern.compile("VGPU|PGPU|VCPU|PCPU|MEMORY_MB|DISK_GB|CUSTOM_[A-Z0-9_]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    // gpu-p100:2   gpu-p100:1,nic:1
    private static final Pattern ALIASES = Pattern.compile("[^:,]+:\\d{1,6}(,[^:,]+:\\d{1,6})*");
    private static final Pattern TRAIT = Pattern.compile("trait([a-zA-Z0-9_-]{1,64})?:[A-Z0-9_]+");
    private static final Set<String> NAMESPACES = Set.of(
            "accel",
            "aggregate_instance_extra_specs",
            "capabilities",
            "hw",
            "hw_rng",
            "hw_video",
            "os",
            "pci_passthrough",
            "powervm",
            "quota",
            "resources",
            "trait",
            "vmware");

    private final Flavor flavor;
    private final List<BookableResource> offers;
    private final List<Finding> findings = new ArrayList<>();
    /** By class or alias, over all of the flavor's requests. */
    private final Map<String, Integer> asked = new LinkedHashMap<>();

    private FlavorChecks(Flavor flavor, List<BookableResource> offers) {
        this.flavor = flavor;
        this.offers = offers;
    }

    /** @param facts by host; hosts that nothing is known of may be missing */
    public static List<Finding> of(Flavor flavor, List<BookableResource> offers, Map<String, HostFacts> facts) {
        FlavorChecks checks = new FlavorChecks(flavor, offers);
        flavor.extraSpecs().forEach(checks::spec);
        checks.asked.forEach(checks::capacity);
        List<HostFacts> candidates = offers.stream()
                .filter(o -> checks.asked.containsKey(o.key()))
                .flatMap(o -> o.hosts().stream())
                .distinct()
                .filter(facts::containsKey)
                .map(facts::get)
                .toList();
        checks.findings.addAll(FlavorNuma.of(flavor, candidates));
        return List.copyOf(checks.findings);
    }

    private void spec(String key, String value) {
        int colon = key.indexOf(':');
        String namespace = colon < 0 ? "" : key.substring(0, colon);
        Matcher resources = RESOURCES.matcher(key);
        if (resources.matches()) {
            resources(key, value, resources);
        } else if (key.equals("pci_passthrough:alias")) {
            aliases(key, value);
        } else if (namespace.startsWith("trait")) {
            trait(key, value);
        } else if (FlavorNuma.knows(key)) {
            FlavorNuma.value(flavor, key, value).ifPresent(findings::add);
        } else if (namespace.equals("hw")) {
            error("extra-spec-unknown", key + " is not an extra spec of Nova.", "Correct the key.");
        } else if (colon >= 0 && !NAMESPACES.contains(namespace)) {
            namespace(key, namespace);
        }
    }

    private void resources(String key, String value, Matcher m) {
        String cls = m.group(2);
        if (!CLASS.matcher(cls).matches()) {
            error(
                    "resource-class",
                    cls + " is not a resource class: capitals, digits and underscores after CUSTOM_.",
                    "Write " + cls.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9_]", "_") + ".");
            return;
        }
        if (!NUMBER.matcher(value).matches()) {
            error("extra-spec-value", key + " is '" + value + "', Nova wants a number.", "Write 1.");
            return;
        }
        boolean ours = cls.equals("VGPU") || cls.startsWith("CUSTOM_");
        if (!ours) {
            return;
        }
        int count = Integer.parseInt(value);
        asked.merge(cls, count, Integer::sum);
        if (offers.stream()
                .noneMatch(o -> o instanceof BookableResource.OfClass && o.key().equals(cls))) {
            warn(
                    "class-not-offered",
                    "no host offers " + cls + "; offered are " + keys(BookableResource.OfClass.class) + ".",
                    "Ask for one of these, or provision a host that offers it.");
        } else if (count > 1) {
            // With or without a number in the key: all of one class in one request come from one provider.
            warn(
                    "several-in-one-group",
                    count + " " + cls + " in one request must come from one virtual function, which has one.",
                    "Write resources1:" + cls + "=1 and resources2:" + cls + "=1.");
        }
    }

    private void aliases(String key, String value) {
        if (!ALIASES.matcher(value).matches()) {
            error("extra-spec-value", key + " is '" + value + "', Nova wants name:count.", "Write " + value + ":1.");
            return;
        }
        for (String part : value.split(",")) {
            String name = part.substring(0, part.indexOf(':'));
            asked.merge(name, Integer.parseInt(part.substring(part.indexOf(':') + 1)), Integer::sum);
            if (offers.stream()
                    .noneMatch(o ->
                            o instanceof BookableResource.OfAlias && o.key().equals(name))) {
                warn(
                        "alias-not-defined",
                        "alias " + name
                                + " is defined nowhere; Nova takes the flavor and every boot fails. Defined are "
                                + keys(BookableResource.OfAlias.class) + ".",
                        "Use a defined alias.");
            }
        }
    }

    private void capacity(String key, int count) {
        int most = offers.stream()
                .filter(o -> o.key().equals(key))
                .mapToInt(BookableResource::mostOnHost)
                .max()
                .orElse(count);
        if (count > most) {
            warn(
                    "more-than-a-host-has",
                    count + " of " + key + " are asked, the fullest host has " + most + ".",
                    "Ask for " + most + " at most.");
        }
    }

    private void trait(String key, String value) {
        if (!TRAIT.matcher(key).matches()) {
            error("extra-spec-unknown", key + " is not a trait request.", "Write trait:CUSTOM_NAME.");
        } else if (!value.equals("required") && !value.equals("forbidden")) {
            error("extra-spec-value", key + " is '" + value + "'.", "Write required or forbidden.");
        }
    }

    // Nova takes unknown namespaces without a word: resource:CUSTOM_X books nothing.
    private void namespace(String key, String namespace) {
        if (namespace.equals("resource") || namespace.startsWith("resourc")) {
            warn("namespace-typo", key + " means nothing to Nova and is stored as it is.", "Write resources:.");
        } else {
            warn("namespace-unknown", "namespace " + namespace + " is not one of Nova's.", "Check the spelling.");
        }
    }

    private Set<String> keys(Class<? extends BookableResource> kind) {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        offers.stream().filter(kind::isInstance).forEach(o -> keys.put(o.key(), true));
        return keys.keySet();
    }

    private void error(String code, String text, String next) {
        findings.add(Finding.error(code, flavor.name(), text, next));
    }

    private void warn(String code, String text, String next) {
        findings.add(Finding.warning(code, flavor.name(), text, next));
    }
}
