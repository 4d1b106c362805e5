package dev.gantry.inventory.source.api;

import dev.gantry.inventory.source.flow.SourceService;
import dev.gantry.kit.http.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where a Git server says that something was pushed. It has no login: it proves that it knows the source's secret. */
@Path("/v1/sources/{name}/push")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sources")
@PermitAll
@Blocking
public class SourcePushResource {

    private final SourceService sources;

    SourcePushResource(SourceService sources) {
        this.sources = sources;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary =
                    "Fetch the source soon, for the webhook of a Git server: signed as GitHub, Gitea and Forgejo do, or"
                            + " with GitLab's token")
    @APIResponse(responseCode = "204", description = "It is fetched soon")
    public Response pushSource(
            String name,
            @HeaderParam("X-Hub-Signature-256") @Nullable String hub,
            @HeaderParam("X-Gitea-Signature") @Nullable String gitea,
            @HeaderParam("X-Gitlab-Token") @Nullable String token,
            InputStream body)
            throws IOException {
        PushSignature proof = new PushSignature(hub == null ? gitea : hub, token);
        Optional<byte[]> secret = sources.pushSecret(name);
        if (secret.isEmpty() || !proof.holds(secret.get(), body)) {
            throw Problem.of(
                            403,
                            "push-refused",
                            "Push not taken",
                            "No source of this name takes calls with this signature or token; compare the secret of the"
                                    + " Git server's webhook with that of the source.")
                    .asException();
        }
        sources.pushed(name);
        return Response.noContent().build();
    }
}
