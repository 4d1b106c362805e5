package dev.gantry.provisioner.guest.model;

import java.util.List;

/** What stands between a guest as found and as wanted, in the order in which it is done. Empty and not blocked: nothing. */
public record GuestPlan(List<GuestChange> changes, List<String> blockers) {

    public GuestPlan {
        changes = List.copyOf(changes);
        blockers = List.copyOf(blockers);
    }

    public boolean isSatisfied() {
        return changes.isEmpty() && blockers.isEmpty();
    }

    /** Sample: {@code gridd-conf: set FeatureType 0 to 1 in /etc/nvidia/gridd.conf}. */
    public List<String> lines() {
        return changes.stream().map(c -> c.step() + ": " + c.summary()).toList();
    }
}
