package dev.gantry.kit.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what with an API token, and until when; null: without an end. Never the token itself. */
public record ApiToken(String owner, String role, @Nullable Instant end) {
    /** Lowest first. */
    public static final Set<String> ROLES = Set.of("viewer", "operator", "admin");

    public boolean isValidAt(Instant now) {
        return end == null || now.isBefore(end);
    }
}
