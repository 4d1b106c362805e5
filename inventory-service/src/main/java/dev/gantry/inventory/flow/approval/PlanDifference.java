package dev.gantry.inventory.flow.approval;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.host.Inspection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What changed at a host between two inspections, as lines for a person: {@code -} was, {@code +} is. Pure. */
public final class PlanDifference {

    private static final int SHOWN = 40;

    private PlanDifference() {}

    /**
     * Facts first, for they explain the plan. At most {@value #SHOWN} lines.
     *
     * @param told what the inspections in between said of facts that inventory does not keep
     */
    public static List<String> between(Inspection then, Inspection now, List<String> told) {
        Set<String> lines = new LinkedHashSet<>(changed(facts(then.facts()), facts(now.facts())));
        lines.addAll(told);
        lines.addAll(changed(plan(then), plan(now)));
        return lines.isEmpty()
                ? List.of("no fact changed that is told here; the provisioner makes its plans in another way now")
                : lines.stream().limit(SHOWN).toList();
    }

    private static List<String> changed(Set<String> then, Set<String> now) {
        List<String> lines = new ArrayList<>();
        then.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("- " + line));
        now.stream().filter(line -> !then.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    private static Set<String> facts(Facts facts) {
        Set<String> lines = new LinkedHashSet<>(List.of(
                "boot " + facts.bootId(),
                "os " + facts.osId() + " " + facts.osVersion(),
                "kernel " + facts.kernel(),
                "kernel arguments " + facts.kernelArguments(),
                "iommu " + facts.iommu(),
                "driver " + facts.driverVersion(),
                "secure boot " + facts.secureBoot()));
        facts.cards()
                .forEach(c -> lines.add("card %s product %s driver %s functions %d mig %s"
                        .formatted(c.address(), c.productId(), c.boundDriver(), c.functions(), c.mig())));
        facts.devices()
                .forEach(d ->
                        lines.add("device %s %s type %s uuid %s".formatted(d.kind(), d.address(), d.type(), d.uuid())));
        return lines;
    }

    private static Set<String> plan(Inspection inspection) {
        Set<String> lines = new LinkedHashSet<>();
        Plan plan = inspection.plan();
        if (plan != null) {
            plan.text().lines().forEach(line -> lines.add("plan: " + line.strip()));
        }
        return lines;
    }
}
