package dev.gantry.inventory.rollout.api;

import dev.gantry.inventory.hostaction.flow.HostActionService;
import dev.gantry.inventory.rollout.flow.RolloutPlan;
import dev.gantry.inventory.rollout.flow.RolloutService;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One change over many hosts, in stages. */
@Path("/v1/rollouts")
@Tag(name = "rollouts")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RolloutsResource {

    private final RolloutService rollouts;
    private final HostActionService selected;

    RolloutsResource(RolloutService rollouts, HostActionService selected) {
        this.rollouts = rollouts;
        this.selected = selected;
    }

    /** Why. */
    @Schema(name = "RolloutStop")
    public record Stop(@NotBlank @Size(max = 500) String reason) {}

    /** How many failures are allowed from now on, those so far included. */
    @Schema(name = "RolloutResumption")
    public record Resumption(@NotNull @Min(0) Integer failureBudget) {}

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List rollouts, newest first")
    public Page<RolloutView> listRollouts() {
        return Page.whole(rollouts.newest().stream().map(RolloutView::of).toList());
    }

    @GET
    @Path("{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "Show a rollout, with where each host stands and what it waits for")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RolloutView.class)))
    public Response getRollout(String name) {
        return tagged(RolloutView.of(rollouts.read(name)));
    }

    @PUT
    @Path("{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Start a rollout; of one that is there change the rules, with If-Match")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RolloutView.class)))
    public Response putRollout(
            String name, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid RolloutBody body) {
        return tagged(RolloutView.of(rollouts.put(name, request(body), ifMatch)));
    }

    @POST
    @Path("{name}/plan")
    @RolesAllowed("viewer")
    @Operation(
            summary =
                    "Say what such a rollout would do: stages, hosts, guests, what is free elsewhere; changes nothing")
    public RolloutPlan planRollout(String name, @NotNull @Valid RolloutBody body) {
        return rollouts.plan(name, request(body));
    }

    @POST
    @Path("{name}/stop")
    @RolesAllowed("operator")
    @Operation(summary = "Let no further host begin; those that did go on")
    public RolloutView stopRollout(String name, @NotNull @Valid Stop stop) {
        return RolloutView.of(rollouts.stop(name, stop.reason()));
    }

    @POST
    @Path("{name}/resume")
    @RolesAllowed("operator")
    @Operation(summary = "Let further hosts begin")
    public RolloutView resumeRollout(String name, @NotNull @Valid Resumption resumption) {
        return RolloutView.of(rollouts.resume(name, resumption.failureBudget()));
    }

    @POST
    @Path("{name}/roll-back")
    @RolesAllowed("operator")
    @Operation(summary = "Give hosts that begun what they had before, by the same rules, the newest first")
    public RolloutView rollBackRollout(String name) {
        return RolloutView.of(rollouts.rollBack(name));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Remove a rollout that does not run; its hosts stay as they are")
    @APIResponse(responseCode = "204")
    public Response deleteRollout(String name) {
        rollouts.remove(name);
        return Response.noContent().build();
    }

    private Rollout.Request request(RolloutBody body) {
        List<String> named = body.selection().namesAlone();
        List<String> hosts = named == null ? selected.chosen(body.selection().selection()) : named;
        return new Rollout.Request(hosts, body.values(), body.rules());
    }

    private static Response tagged(RolloutView view) {
        return Response.ok(view).header("ETag", EntityTags.of(view.version())).build();
    }
}
