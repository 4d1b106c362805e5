package dev.gantry.inventory.model.host;

import java.util.Optional;

/** Where a host stands on its way from enrolled to bookable. */
public enum HostState {
    ENROLLED(Kind.RESTING, "known, not yet inspected"),
    INSPECTING(Kind.WORKING, "the provisioner inspects it"),
    INSPECTED(Kind.RESTING, "facts and plan are there; waits for approval, or for a layout that is possible"),
    PROVISIONING(Kind.WORKING, "a run brings it to the desired state"),
    PROVISIONED(Kind.RESTING, "in its desired state; nova does not know yet"),
    CONFIGURED(Kind.RESTING, "nova's configuration is published; the placement check is missing"),
    ACTIVE(Kind.RESTING, "bookable"),
    DRAINING(Kind.WORKING, "guests leave before it is changed"),
    FAILED(Kind.RESTING, "work ended badly; the reason is kept"),
    MAINTENANCE(Kind.RESTING, "a person works on it; nothing is changed from here"),
    RETIRED(Kind.GONE, "has left; may be deleted");

    /** Whether the host waits for someone, is being worked on against a deadline, or is no more. */
    public enum Kind {
        RESTING,
        WORKING,
        GONE
    }

    private final Kind kind;
    private final String meaning;

    HostState(Kind kind, String meaning) {
        this.kind = kind;
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isResting() {
        return kind == Kind.RESTING;
    }

    /** Somebody works on the host; there is a deadline with a failing exit. */
    public boolean isWorking() {
        return kind == Kind.WORKING;
    }

    /** The trigger that takes a failed host back to this state; empty unless this is a working state. */
    public Optional<Trigger> retry() {
        return switch (this) {
            case INSPECTING -> Optional.of(Trigger.RETRY_INSPECTION);
            case PROVISIONING -> Optional.of(Trigger.RETRY_PROVISIONING);
            case DRAINING -> Optional.of(Trigger.RETRY_DRAINING);
            case ENROLLED, INSPECTED, PROVISIONED, CONFIGURED, ACTIVE, FAILED, MAINTENANCE, RETIRED -> Optional.empty();
        };
    }
}
