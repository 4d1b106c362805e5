package dev.gantry.provisioner.model;

/** Tells what stands between a host as found and as wanted. Pure: the same facts give the same plan. */
public final class Planner {
    private Planner() {}

    /** Changes possible now first; an empty plan means that everything wanted is in effect. */
    public static HostPlan plan(Wanted wanted, HostFacts facts) {
        return new Planning(wanted, facts).plan();
    }
}
