package dev.gantry.imagebuilder.model.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the image service shows an image as its channels and its definition say; {@code reason} and {@code nextTryAt} while it does not.
 * {@code reason} of one that is LISTED names other images of the same name.
 */
public record GlanceListing(
        String image,
        State state,
        @Nullable String reason,
        @Nullable Instant nextTryAt,
        Instant changedAt) {

    /** How far it is. */
    public enum State {
        /** It is to be changed. */
        PENDING,
        /** Glance answered that it is so. */
        LISTED,
        /** Someone must change something first. */
        FAILED
    }
}
