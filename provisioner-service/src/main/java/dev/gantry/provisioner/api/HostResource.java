package dev.gantry.provisioner.api;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.provisioner.flow.run.HostView;
import dev.gantry.provisioner.flow.run.RunCommands;
import dev.gantry.provisioner.flow.run.RunQueries;
import dev.gantry.provisioner.flow.run.RunView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the last inspection of a host found. */
@Path("/v1/hosts/{host}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "hosts")
@RunOnVirtualThread
public class HostResource {

    private final RunQueries queries;
    private final RunCommands commands;

    HostResource(RunQueries queries, RunCommands commands) {
        this.queries = queries;
        this.commands = commands;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "When it was inspected, what drifted, what its run waits for")
    public HostView getHost(@RestPath String host) {
        return queries.host(host);
    }

    @GET
    @Path("/facts")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @Operation(summary = "Facts of the last inspection")
    public Facts facts(@RestPath String host) {
        return queries.lastInspection(host).facts();
    }

    @GET
    @Path("/facts")
    @Produces("text/plain;qs=0.5")
    @RolesAllowed("viewer")
    @Operation(summary = "All facts of the last inspection, a line each")
    public String getHostFacts(@RestPath String host) {
        return String.join("\n", queries.factLines(host)) + "\n";
    }

    @GET
    @Path("/plan")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @Operation(summary = "What stands between the host as it was inspected and its desired state")
    public Plan getHostPlan(@RestPath String host) {
        return queries.lastInspection(host).plan();
    }

    @GET
    @Path("/plan")
    @Produces("text/plain;qs=0.5")
    @RolesAllowed("viewer")
    @Operation(summary = "The plan as a readable difference")
    public String planText(@RestPath String host) {
        return queries.lastInspection(host).plan().text();
    }

    @GET
    @Path("/vgpu-definitions")
    @Produces("application/yaml")
    @RolesAllowed("viewer")
    @Operation(summary = "What the cards carry now as vgpu_definitions: to take a host over without a change")
    public String getVgpuDefinitions(@RestPath String host) {
        return queries.vgpuDefinitions(host);
    }

    @POST
    @Path("/inspect")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Inspect the host now")
    @APIResponse(
            responseCode = "202",
            description = "The run that inspects",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RunView.class)))
    public Response inspectHost(@RestPath String host) {
        return RunResource.accepted(commands.inspect(host));
    }
}
