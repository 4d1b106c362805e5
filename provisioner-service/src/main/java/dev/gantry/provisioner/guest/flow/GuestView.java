package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.guest.model.Guest;
import dev.gantry.provisioner.guest.model.GuestSpec;
import java.time.Instant;

/** A guest as it was described. */
public record GuestView(String name, long version, GuestSpec spec, Instant changedAt) {

    static GuestView of(Guest guest) {
        return new GuestView(guest.name(), guest.version(), guest.spec(), guest.changedAt());
    }
}
