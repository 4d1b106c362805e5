package dev.gantry.provisioner.model.plan;

import java.util.Optional;

/**
 * One step of a plan: compares what is wanted with what is in effect and adds what has to be done. The planner has one ordered list of all
 * steps; nothing else knows them. A step has no state.
 */
public interface PlanStep {
    /** Its name in plans, events and documents: {@code kernel-arguments}. */
    String id();

    /** What has to be known of a host for its layer; empty where another step of the layer says so. */
    default Optional<InspectionPiece> inspection() {
        return Optional.empty();
    }

    /** Adds changes that are possible now, what follows later, and what blocks. Adds nothing when all is in effect. */
    void plan(PlanContext context);
}
