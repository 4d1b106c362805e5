package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import java.util.Arrays;
import java.util.List;

/** Tells what stands between a host as found and as wanted. Pure: the same facts give the same plan. */
public final class Planner {

    /** Names of all steps, in the order in which they are planned. */
    public static List<String> stepIds() {
        return Arrays.stream(Step.values()).map(Step::id).toList();
    }

    private Planner() {}

    /** Changes possible now first; an empty plan means that everything wanted is in effect. */
    public static HostPlan plan(DesiredState wanted, HostFacts facts) {
        return new PlanContext(wanted, facts).plan();
    }
}
