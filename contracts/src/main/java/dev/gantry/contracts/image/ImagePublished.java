package dev.gantry.contracts.image;

import dev.gantry.contracts.event.Event;
import org.jspecify.annotations.Nullable;

/** A verified guest image can be used. {@code driverVersion} is null when it carries no driver. */
public record ImagePublished(
        String image,
        String buildId,
        String url,
        String sha256,
        long bytes,
        @Nullable String driverVersion,
        @Nullable String tokenFingerprint,
        @Nullable String glanceId)
        implements Event {

    @Override
    public String subject() {
        return image;
    }
}
