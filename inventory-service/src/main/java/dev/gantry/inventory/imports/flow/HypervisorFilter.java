package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells a cloud's hypervisors from its other hosts by kayobe's own structure: an import shall not enrol controllers, storage, seeds, nor
 * the bare-metal nodes of tenants. Source: kayobe, etc/kayobe/inventory/groups.
 */
final class HypervisorFilter {

    /** Kayobe's group of controllers: a folder that has it describes a whole cloud. */
    private static final String CONTROLLERS = "controllers";

    /** Kayobe's hypervisors, and its groups that the roles of GPUs run on. */
    private static final Set<String> HYPERVISORS = Set.of("compute", "vgpu", "iommu");

    private static final String OVERCLOUD = "overcloud";

    /** Nodes that tenants rent whole: no hypervisor runs there. */
    private static final String BARE_METAL = "baremetal-compute";

    // compute_vgpu   gpu_passthrough_a100: a site's own groups of the overcloud, beside kayobe's
    private static final Pattern OF_COMPUTE = Pattern.compile("(?i).*(compute|gpu).*");

    private static final int SHOWN = 10;

    private HypervisorFilter() {}

    /** Takes hosts out that want no GPU, are no hypervisors, and are not enrolled; says which. */
    static Optional<Violation> leaveOthersOut(
            Map<String, HostSpec> specs, DesiredStates desired, Predicate<String> isEnrolled) {
        GroupTree tree = desired.tree();
        if (!tree.knows(CONTROLLERS)) {
            return Optional.empty();
        }
        List<String> others = new ArrayList<>();
        specs.forEach((name, spec) -> {
            if (!isHypervisor(spec.groups(), tree)
                    && wantsNothing(desired.reading(name, spec))
                    && !isEnrolled.test(name)) {
                others.add(name);
            }
        });
        specs.keySet().removeAll(others);
        return others.isEmpty() ? Optional.empty() : Optional.of(leftOut(others));
    }

    /** Each group that names the host is judged by itself: its line of parents says whether it is one of hypervisors. */
    static boolean isHypervisor(Collection<String> groups, GroupTree tree) {
        return groups.stream().anyMatch(group -> isOfHypervisors(group, tree));
    }

    private static boolean isOfHypervisors(String group, GroupTree tree) {
        List<String> line = tree.lineage(List.of(group)).stream()
                .map(Group::name)
                .filter(n -> !n.equals(Group.ALL))
                .toList();
        if (line.stream().anyMatch(HYPERVISORS::contains)) {
            return true;
        }
        boolean isInCloud = !tree.knows(OVERCLOUD) || line.contains(OVERCLOUD);
        return isInCloud
                && !line.contains(BARE_METAL)
                && OF_COMPUTE.matcher(group).matches();
    }

    private static boolean wantsNothing(DesiredStateResult reading) {
        return reading.desired().isEmpty() && reading.violations().isEmpty();
    }

    private static Violation leftOut(List<String> others) {
        String more = others.size() > SHOWN ? " and %d more".formatted(others.size() - SHOWN) : "";
        return Violation.of(
                "hosts",
                String.join(", ", others.subList(0, Math.min(SHOWN, others.size()))) + more,
                "hosts of kayobe's group compute, or of vgpu or iommu",
                "They were left out; put a host into the group vgpu or iommu to have it enrolled.");
    }
}
