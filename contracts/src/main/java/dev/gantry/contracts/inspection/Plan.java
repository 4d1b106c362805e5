package dev.gantry.contracts.inspection;

import java.util.List;

/** What stands between a host as found and its desired state. {@code digest} is SHA-256 over facts and changes; no changes means satisfied. {@code blockers} are reasons why it cannot be applied as it is. */
public record Plan(String digest, List<PlannedChange> changes, List<String> blockers, String text) {

    /** How a blocker ends that is gone once the guests are: what is to be done next. */
    public static final String MOVE_GUESTS = "move or stop these guests, or approve with an overrideReason";

    public Plan {
        changes = List.copyOf(changes);
        blockers = List.copyOf(blockers);
    }

    /** Nothing but guests stands in its way: a host that is drained first is free of it. Not named like a getter either. */
    public boolean waitsForGuestsAlone() {
        return !blockers.isEmpty() && blockers.stream().allMatch(b -> b.endsWith(MOVE_GUESTS));
    }

    /** A person has to agree before it is applied, unless the host's policy grants it. Not named like a getter, so that it stays out of the JSON. */
    public boolean disruptive() {
        return changes.stream().anyMatch(c -> c.reboot() || !c.destroys().isEmpty());
    }
}
