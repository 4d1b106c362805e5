package dev.gantry.provisioner.flow.guest;

import dev.gantry.provisioner.model.guest.GuestSpec;
import dev.gantry.provisioner.store.GuestRow;
import java.time.Instant;

/** A guest as it was described. */
public record GuestView(String name, long version, GuestSpec spec, Instant changedAt) {

    static GuestView of(GuestRow row) {
        return new GuestView(row.name, row.version, row.spec, row.changedAt);
    }
}
