package dev.gantry.provisioner.api;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.page.Page;
import dev.gantry.provisioner.flow.rollout.RolloutService;
import dev.gantry.provisioner.flow.rollout.RolloutView;
import dev.gantry.provisioner.model.rollout.RolloutRules;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Rollouts: in what order and how many at a time hosts are provisioned, and when to stop. */
@Path("/v1/rollouts")
@Tag(name = "rollouts")
@RunOnVirtualThread
public class RolloutResource {

    /** The rules; what is left out: canary 1, one host at a time, group limit of the service, no failure. */
    public record Rules(
            @NotEmpty List<@NotBlank String> hosts,
            @Min(0) @Nullable Integer canary,
            @Min(1) @Nullable Integer maxInFlight,
            @Min(0) @Nullable Integer maxUnavailable,
            @Min(0) @Nullable Integer failureBudget) {

        RolloutRules rules() {
            return new RolloutRules(
                    hosts,
                    Objects.requireNonNullElse(canary, 1),
                    Objects.requireNonNullElse(maxInFlight, 1),
                    Objects.requireNonNullElse(failureBudget, 0));
        }
    }

    /** How many failures are allowed from now on, those so far included. */
    public record Resumption(@NotNull @Min(0) Integer failureBudget) {}

    private final RolloutService rollouts;

    RolloutResource(RolloutService rollouts) {
        this.rollouts = rollouts;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "All rollouts, newest first")
    public Page<RolloutView> listRollouts() {
        return Page.whole(rollouts.all());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "One rollout with where each host stands and what it waits for")
    @APIResponse(
            responseCode = "200",
            description = "The rollout",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RolloutView.class)))
    public Response getRollout(@RestPath String name) {
        return tagged(rollouts.one(name));
    }

    @PUT
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Make a rollout, or change its rules with If-Match")
    @APIResponse(
            responseCode = "200",
            description = "Stored",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RolloutView.class)))
    public Response putRollout(
            @RestPath String name, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Rules rules) {
        int maxUnavailable = Objects.requireNonNullElse(rules.maxUnavailable(), 0);
        return tagged(rollouts.put(name, rules.rules(), maxUnavailable, ifMatch));
    }

    @POST
    @Path("/{name}/stop")
    @RolesAllowed("operator")
    @Operation(summary = "Let no further host begin")
    public RolloutView stopRollout(@RestPath String name, @NotNull @Valid RunResource.Why why) {
        return rollouts.stop(name, why.reason());
    }

    @POST
    @Path("/{name}/resume")
    @RolesAllowed("operator")
    @Operation(summary = "Let further hosts begin")
    public RolloutView resumeRollout(@RestPath String name, @NotNull @Valid Resumption resumption) {
        return rollouts.resume(name, resumption.failureBudget());
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Remove the rules; hosts that wait for them begin")
    public void deleteRollout(@RestPath String name) {
        rollouts.remove(name);
    }

    private static Response tagged(RolloutView rollout) {
        return Response.ok(rollout)
                .header("ETag", EntityTags.of(rollout.version()))
                .build();
    }
}
