package dev.gantry.inventory.token.api;

import dev.gantry.inventory.token.flow.ApiTokenService;
import dev.gantry.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** API tokens that admins make and revoke; all services take them. */
@Path("/v1/api-tokens")
@Tag(name = "api-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiTokensResource {

    private final ApiTokenService tokens;

    ApiTokensResource(ApiTokenService tokens) {
        this.tokens = tokens;
    }

    /** A token that was just made: the only answer that ever shows it. */
    @Schema(name = "MadeApiToken")
    public record MadeApiToken(ApiTokenView apiToken, String token) {
        @Override
        public String toString() {
            return apiToken.toString();
        }
    }

    @GET
    @RolesAllowed("admin")
    @Operation(summary = "List the API tokens that were made here, without the tokens themselves")
    public Page<ApiTokenView> listApiTokens() {
        return Page.whole(tokens.list().stream().map(ApiTokenView::of).toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Show an API token without the token itself")
    public ApiTokenView getApiToken(UUID id) {
        return ApiTokenView.of(tokens.find(id));
    }

    @POST
    @RolesAllowed("admin")
    @Operation(summary = "Make an API token; the answer is the only one that shows it")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = MadeApiToken.class)))
    public Response makeApiToken(@Valid @NotNull ApiTokenBody body) {
        ApiTokenService.Made made = tokens.make(body.owner(), body.role(), body.lastDay());
        return Response.created(URI.create("/v1/api-tokens/" + made.token().id()))
                .header("Cache-Control", "no-store")
                .entity(new MadeApiToken(ApiTokenView.of(made.token()), made.text()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Revoke an API token: inventory refuses it at once, the other services within half a minute")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Response revokeApiToken(UUID id) {
        tokens.revoke(id);
        return Response.noContent().build();
    }
}
