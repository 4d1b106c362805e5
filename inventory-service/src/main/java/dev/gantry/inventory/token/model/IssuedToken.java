package dev.gantry.inventory.token.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token that an admin made, without the token: {@code end} is null when it has none. */
public record IssuedToken(
        UUID id,
        String owner,
        String role,
        String createdBy,
        Instant createdAt,
        @Nullable Instant end) {}
