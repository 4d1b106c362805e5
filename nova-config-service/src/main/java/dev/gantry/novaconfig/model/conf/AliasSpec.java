package dev.gantry.novaconfig.model.conf;

import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of Nova's {@code [pci] alias}. Source: the schema in openstack/nova, nova/pci/request.py.
 *
 * @param type null where no {@code device_type} is given
 * @param numaPolicy {@code legacy} where none is given
 * @param identified whether it has both {@code vendor_id} and {@code product_id}
 */
public record AliasSpec(
        String name,
        @Nullable String type,
        String numaPolicy,
        boolean identified,
        @Nullable String resourceClass) {

    private static final int LONGEST_NAME = 256;
    // Python's $ fits before a last line end as well, and its \\d digits of every script
    private static final Pattern ID = Pattern.compile("[\\p{Nd}a-fA-F]{4}\\n?");
    private static final Pattern ID_OF_A_DEVICE = Pattern.compile("[0-9a-fA-F]{4}");
    private static final Set<String> TYPES = Set.of("type-PCI", "type-PF", "type-VF");
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no");

    /**
     * What a value gives. {@code name} is known also where Nova refuses the rest, as far as it can be read; {@code unmatched} says what Nova
     * takes and no device has.
     */
    public record Reading(
            Optional<AliasSpec> spec, Optional<String> name, List<ConfProblem> problems, List<ConfProblem> unmatched) {
        public Reading {
            problems = List.copyOf(problems);
            unmatched = List.copyOf(unmatched);
        }
    }

    public static Reading read(String value, NovaRelease release) {
        Optional<Json> json = Json.parse(value);
        if (json.isEmpty()) {
            return unreadable(
                    "it is not JSON: " + DeviceSpec.shortened(value),
                    "Write { \"vendor_id\":\"10de\", \"product_id\":\"20b5\","
                            + " \"device_type\":\"type-PF\", \"name\":\"gpu-a100-80\" }.");
        }
        if (!(json.get() instanceof Json.Members members)) {
            return unreadable(
                    "it is " + json.get().kind() + " where one dictionary is wanted",
                    "Write one alias a line, without [ ].");
        }
        return new Fields(members, release).read();
    }

    private static Reading unreadable(String text, String fix) {
        return new Reading(
                Optional.empty(), Optional.empty(), List.of(new ConfProblem("alias-malformed", text, fix)), List.of());
    }

    /** The keys of one alias, held against the schema of a release. */
    private static final class Fields {
        private final Json.Members members;
        private final NovaRelease release;
        private final List<ConfProblem> problems = new ArrayList<>();
        private final List<ConfProblem> unmatched = new ArrayList<>();

        Fields(Json.Members members, NovaRelease release) {
            this.members = members;
            this.release = release;
        }

        Reading read() {
            Set<String> known = known();
            members.members().forEach((key, value) -> {
                if (!known.contains(key)) {
                    wrong(
                            "Nova " + release.nova() + " knows no " + key + " in an alias",
                            "Take it out; known are " + known + ".");
                } else if (!(value instanceof Json.Text)) {
                    wrong(key + " is " + value.kind() + " where a string is wanted", "Put it in quotes.");
                }
            });
            Optional<String> name = members.text("name").filter(n -> !n.isEmpty() && n.length() <= LONGEST_NAME);
            if (name.isEmpty()) {
                wrong("it has no name", "Give it \"name\":\"...\".");
            }
            id("vendor_id");
            id("product_id");
            among("device_type", TYPES);
            among("capability_type", Set.of("pci"));
            among("numa_policy", policies());
            members.text("live_migratable").ifPresent(v -> {
                if (!BOOLEANS.contains(v.strip().toLowerCase(Locale.ROOT))) {
                    wrong("live_migratable is " + v, "Write yes or no.");
                }
            });
            Optional<String> plain = name.map(String::strip);
            Optional<AliasSpec> spec = problems.isEmpty() ? plain.map(this::spec) : Optional.empty();
            return new Reading(spec, plain, problems, unmatched);
        }

        private AliasSpec spec(String name) {
            Map<String, Json> m = members.members();
            return new AliasSpec(
                    name,
                    members.text("device_type").orElse(null),
                    members.text("numa_policy").filter(p -> !p.isEmpty()).orElse("legacy"),
                    m.containsKey("vendor_id") && m.containsKey("product_id"),
                    members.text("resource_class").orElse(null));
        }

        private Set<String> known() {
            Set<String> known = new TreeSet<>(
                    Set.of("name", "capability_type", "product_id", "vendor_id", "device_type", "numa_policy"));
            if (release.can(Capability.PCI_IN_PLACEMENT)) {
                known.addAll(Set.of("resource_class", "traits"));
            }
            if (release.can(Capability.MANAGED)) {
                known.add("live_migratable");
            }
            return known;
        }

        private Set<String> policies() {
            Set<String> policies = new TreeSet<>(Set.of("legacy", "preferred", "required"));
            if (release.can(Capability.SOCKET_AFFINITY)) {
                policies.add("socket");
            }
            return policies;
        }

        private void id(String key) {
            members.text(key).ifPresent(v -> {
                if (!ID.matcher(v).matches()) {
                    wrong(key + " is " + v, "Write four hex digits without 0x, e.g. 10de.");
                } else if (!ID_OF_A_DEVICE.matcher(v).matches()) {
                    unmatched.add(new ConfProblem(
                            "alias-unmatched",
                            key + (v.endsWith("\n") ? " ends with a line end" : " has digits of another script"),
                            "Write four hex digits without 0x, e.g. 10de."));
                }
            });
        }

        private void among(String key, Set<String> allowed) {
            members.text(key).ifPresent(v -> {
                if (!allowed.contains(v)) {
                    wrong(key + " is " + v, "Write one of " + new TreeSet<>(allowed) + ".");
                }
            });
        }

        private void wrong(String text, String fix) {
            problems.add(new ConfProblem("alias-malformed", text, fix));
        }
    }
}
