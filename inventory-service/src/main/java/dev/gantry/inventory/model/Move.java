package dev.gantry.inventory.model;

/** One row of the lifecycle table; {@code because} tells why the row exists. */
public record Move(HostState from, Trigger trigger, HostState to, String because) {

    /** The host is looked at or confirmed where it stands. */
    public boolean staysThere() {
        return from == to;
    }
}
