package dev.gantry.provisioner.api;

import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Page;
import dev.gantry.provisioner.flow.run.RunCommands;
import dev.gantry.provisioner.flow.run.RunOperations;
import dev.gantry.provisioner.flow.run.RunQueries;
import dev.gantry.provisioner.flow.run.RunView;
import dev.gantry.provisioner.flow.run.StepView;
import dev.gantry.provisioner.model.run.RunState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Runs: what was done, is done and why it waits. */
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@RunOnVirtualThread
public class RunResource {

    /** Why somebody intervenes. */
    public record Why(@NotBlank String reason) {}

    /** Which step is left out, and why. */
    public record Skip(@NotBlank String step, @NotBlank String reason) {}

    private final RunQueries queries;
    private final RunCommands commands;

    RunResource(RunQueries queries, RunCommands commands) {
        this.queries = queries;
        this.commands = commands;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Runs, newest first")
    public Page<RunView> listRuns(
            @QueryParam("host") @Nullable String host,
            @QueryParam("state") @Nullable RunState state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return queries.runs(host, state, cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "One run; waiting says what it waits for")
    public RunView getRun(@RestPath UUID id) {
        return queries.run(id);
    }

    @GET
    @Path("/{id}/steps")
    @RolesAllowed("viewer")
    @Operation(summary = "The steps of a run in the order in which they were made")
    public Page<StepView> listRunSteps(@RestPath UUID id) {
        return Page.whole(queries.steps(id));
    }

    @POST
    @Path("/{id}/abort")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "End a run before its next step")
    @APIResponse(
            responseCode = "202",
            description = "It ends before its next step",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response abortRun(@RestPath UUID id, @NotNull @Valid Why why) {
        return accepted(commands.abort(id, why.reason()));
    }

    @POST
    @Path("/{id}/retry")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Start a new run for the request of an ended one")
    @APIResponse(
            responseCode = "202",
            description = "The new run",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response retryRun(@RestPath UUID id) {
        return accepted(commands.retry(id));
    }

    @POST
    @Path("/{id}/skip")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Leave a step out; a failed run is tried again without it")
    @APIResponse(
            responseCode = "202",
            description = "The run without the step",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response skipStep(@RestPath UUID id, @NotNull @Valid Skip skip) {
        return accepted(commands.skip(id, skip.step(), skip.reason()));
    }

    static Response accepted(RunView run) {
        return Response.accepted(run)
                .location(Operations.location(RunOperations.KIND, run.id()))
                .build();
    }
}
