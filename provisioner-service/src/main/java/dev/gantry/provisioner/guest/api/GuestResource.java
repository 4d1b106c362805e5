package dev.gantry.provisioner.guest.api;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Page;
import dev.gantry.provisioner.guest.flow.GuestCheckOperations;
import dev.gantry.provisioner.guest.flow.GuestCheckService;
import dev.gantry.provisioner.guest.flow.GuestCheckView;
import dev.gantry.provisioner.guest.flow.GuestService;
import dev.gantry.provisioner.guest.flow.GuestView;
import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.GuestSpec;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Guests that hold vGPUs: how to reach them, what is wanted in them, and asking for a check. */
@Path("/v1/guests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "guests")
@RunOnVirtualThread
public class GuestResource {

    private final GuestService guests;
    private final GuestCheckService checks;

    GuestResource(GuestService guests, GuestCheckService checks) {
        this.guests = guests;
        this.checks = checks;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Guests by name")
    public Page<GuestView> listGuests(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return guests.guests(cursor, limit);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "One guest; its ETag is for If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The guest",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = GuestView.class)))
    public Response getGuest(@RestPath String name) {
        return shown(Response.ok(), guests.guest(name));
    }

    @PUT
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Describe a guest, or change its description with If-Match")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = GuestView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = GuestView.class)))
    public Response putGuest(
            @RestPath String name, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull GuestSpec spec) {
        GuestView stored = guests.put(name, spec, ifMatch);
        return shown(
                stored.version() == 1 && ifMatch == null
                        ? Response.created(URI.create("/v1/guests/" + name))
                        : Response.ok(),
                stored);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget a guest and its checks")
    @APIResponse(responseCode = "204")
    public Response deleteGuest(@RestPath String name) {
        guests.forget(name);
        return Response.noContent().build();
    }

    @POST
    @Path("/{name}/checks")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Check a guest; with apply=true also install, configure and license it")
    @APIResponse(
            responseCode = "202",
            description = "The check that was asked for",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = GuestCheckView.class)))
    public Response requestGuestCheck(
            @RestPath String name, @QueryParam("apply") @DefaultValue("false") boolean apply) {
        GuestCheckView asked = checks.ask(name, apply ? CheckMode.APPLY : CheckMode.INSPECT);
        return Response.accepted(asked)
                .location(Operations.location(GuestCheckOperations.KIND, asked.id()))
                .build();
    }

    @GET
    @Path("/{name}/checks")
    @RolesAllowed("viewer")
    @Operation(summary = "Checks of a guest, newest first")
    public Page<GuestCheckView> listGuestChecks(
            @RestPath String name,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return checks.checks(name, cursor, limit);
    }

    private static Response shown(Response.ResponseBuilder answer, GuestView guest) {
        return answer.entity(guest)
                .header("ETag", EntityTags.of(guest.version()))
                .build();
    }
}
