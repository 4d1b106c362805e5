package dev.gantry.provisioner.model.run;

import java.util.List;

/** What the plan that a run began with takes away, and how often it reboots the host: a run does no more without being asked for again. */
public record AcceptedPlan(List<String> destroys, int reboots) {
    public AcceptedPlan {
        destroys = List.copyOf(destroys);
    }
}
