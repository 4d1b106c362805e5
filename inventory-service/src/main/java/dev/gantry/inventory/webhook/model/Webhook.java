package dev.gantry.inventory.webhook.model;

import dev.gantry.inventory.model.event.EventFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A receiver of events and how far it has come. Exactly one of {@code sealedSecret} and {@code secretRef} is set. */
public record Webhook(
        String name,
        long version,
        String url,
        EventFilter filter,
        @Nullable String sealedSecret,
        @Nullable String secretRef,
        long position,
        int attempts,
        @Nullable Instant notBefore,
        @Nullable String lastStatus,
        long delivered,
        long givenUp) {

    @Override
    public String toString() {
        return "webhook " + name;
    }
}
