package dev.gantry.inventory.token.api;

import dev.gantry.inventory.token.model.IssuedToken;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is shown of an API token: all but the token. */
@Schema(name = "ApiToken")
public record ApiTokenView(
        UUID id,
        String owner,
        String role,
        String createdBy,
        Instant createdAt,

        @Nullable @Schema(description = "From then on it is refused")
        Instant end) {

    static ApiTokenView of(IssuedToken token) {
        return new ApiTokenView(
                token.id(), token.owner(), token.role(), token.createdBy(), token.createdAt(), token.end());
    }
}
