package dev.gantry.inventory.token.api;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The API token that is wanted. */
@Schema(name = "ApiTokenRequest")
public record ApiTokenBody(
        @NotNull @Schema(description = "Whose it is; what the token does is in the history under this name")
        String owner,

        @NotNull @Schema(description = "viewer, operator or admin")
        String role,

        @Nullable
        @Schema(description = "Last day on which it is taken, in UTC; none: without an end", examples = "2027-01-31")
        String lastDay) {}
