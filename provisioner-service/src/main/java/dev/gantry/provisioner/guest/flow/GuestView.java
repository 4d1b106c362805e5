package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.store.GuestRow;
import java.time.Instant;

/** A guest as it was described. */
public record GuestView(String name, long version, GuestSpec spec, Instant changedAt) {

    static GuestView of(GuestRow row) {
        return new GuestView(row.name, row.version, row.spec, row.changedAt);
    }
}
