package dev.gantry.inventory.token.api;

import dev.gantry.kit.security.ApiTokens;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whose the token of a call is. The other services ask this of a token that was made here. */
@Path("/v1/whoami")
@Tag(name = "api-tokens")
@Produces(MediaType.APPLICATION_JSON)
public class WhoAmIResource {

    private final SecurityIdentity identity;

    WhoAmIResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; {@code role} is the highest. */
    @Schema(name = "Caller")
    public record Caller(
            String name,
            String role,

            @Nullable
            @Schema(description = "When the API token ends; none where it does not or where it is no API token")
            Instant end) {}

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Say whose the token of this call is, and its role")
    public Caller whoAmI() {
        String role = Stream.of("admin", "operator")
                .filter(identity::hasRole)
                .findFirst()
                .orElse("viewer");
        String end = identity.getAttribute(ApiTokens.END);
        return new Caller(
                identity.getPrincipal().getName(), role, end == null || end.isEmpty() ? null : Instant.parse(end));
    }
}
