package dev.gantry.inventory.model.lifecycle;

/** One row of the lifecycle table; {@code because} tells why the row exists. */
public record Transition(HostState from, Trigger trigger, HostState to, String because) {

    /** The host is inspected or confirmed where it stands. */
    public boolean staysThere() {
        return from == to;
    }
}
