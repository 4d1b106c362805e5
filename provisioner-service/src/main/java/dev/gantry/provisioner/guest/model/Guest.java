package dev.gantry.provisioner.guest.model;

import java.time.Instant;

/** A guest as it was described last; {@code version} rises with each change. */
public record Guest(String name, long version, GuestSpec spec, Instant changedAt) {
    /** The same stays as it is. */
    public Guest with(GuestSpec other, Instant now) {
        return spec.equals(other) ? this : new Guest(name, version + 1, other, now);
    }
}
