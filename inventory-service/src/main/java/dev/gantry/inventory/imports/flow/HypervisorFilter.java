package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells a cloud's GPU hosts from its others: an import shall not enrol controllers, storage and seeds. */
final class HypervisorFilter {

    /** Kayobe's group of controllers: a folder that has it describes a whole cloud. */
    private static final String CONTROLLERS = "controllers";

    // compute_vgpu   iommu   gpu_passthrough_a100
    private static final Pattern MAY_HOLD_GPUS = Pattern.compile("(?i).*(compute|gpu|iommu).*");
    private static final int SHOWN = 10;

    private HypervisorFilter() {}

    /** Takes hosts out that want no GPU, are in no group that may hold any, and are not enrolled; says which. */
    static Optional<Violation> leaveOthersOut(
            Map<String, HostSpec> specs, DesiredStates desired, Predicate<String> isEnrolled) {
        if (!desired.tree().knows(CONTROLLERS)) {
            return Optional.empty();
        }
        List<String> others = new ArrayList<>();
        specs.forEach((name, spec) -> {
            if (!mayHoldGpus(spec, desired) && wantsNothing(desired.reading(name, spec)) && !isEnrolled.test(name)) {
                others.add(name);
            }
        });
        specs.keySet().removeAll(others);
        return others.isEmpty() ? Optional.empty() : Optional.of(leftOut(others));
    }

    private static boolean mayHoldGpus(HostSpec spec, DesiredStates desired) {
        return desired.tree().lineage(spec.groups()).stream()
                .map(Group::name)
                .anyMatch(name -> MAY_HOLD_GPUS.matcher(name).matches());
    }

    private static boolean wantsNothing(DesiredStateResult reading) {
        return reading.desired().isEmpty() && reading.violations().isEmpty();
    }

    private static Violation leftOut(List<String> others) {
        String more = others.size() > SHOWN ? " and %d more".formatted(others.size() - SHOWN) : "";
        return Violation.of(
                "hosts",
                String.join(", ", others.subList(0, Math.min(SHOWN, others.size()))) + more,
                "hosts that may hold GPUs",
                "They were left out; put a host into the group vgpu or iommu to have it enrolled.");
    }
}
