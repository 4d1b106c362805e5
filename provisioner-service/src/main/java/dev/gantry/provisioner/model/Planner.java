package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.plan.PlanContext;

/** Tells what stands between a host as found and as wanted. Pure: the same facts give the same plan. */
public final class Planner {
    private Planner() {}

    /** Changes possible now first; an empty plan means that everything wanted is in effect. */
    public static HostPlan plan(DesiredState wanted, HostFacts facts) {
        return new PlanContext(wanted, facts).plan();
    }
}
