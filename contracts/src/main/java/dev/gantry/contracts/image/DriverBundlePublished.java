package dev.gantry.contracts.image;

import dev.gantry.contracts.event.Event;
import java.util.List;

/** A driver bundle and its parts can be fetched. {@code branch} is e.g. {@code R525}. */
public record DriverBundlePublished(
        String bundle, String hostVersion, String guestVersion, String branch, String sha256, List<BundlePart> parts)
        implements Event {

    public DriverBundlePublished {
        parts = List.copyOf(parts);
    }

    @Override
    public String subject() {
        return bundle;
    }
}
