package dev.gantry.provisioner.api;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.provisioner.flow.run.HostView;
import dev.gantry.provisioner.flow.run.RunCommands;
import dev.gantry.provisioner.flow.run.RunQueries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the last look at a host found. */
@Path("/v1/hosts/{host}")
@Tag(name = "hosts")
@RunOnVirtualThread
public class HostResource {

    private final RunQueries reading;
    private final RunCommands orders;

    HostResource(RunQueries reading, RunCommands orders) {
        this.reading = reading;
        this.orders = orders;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "When it was looked at, what drifted, what its run waits for")
    public HostView host(@RestPath String host) {
        return reading.host(host);
    }

    @GET
    @Path("/facts")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @Operation(summary = "Facts of the last look")
    public Facts facts(@RestPath String host) {
        return reading.lastLook(host).facts();
    }

    @GET
    @Path("/facts")
    @Produces("text/plain;qs=0.5")
    @RolesAllowed("viewer")
    @Operation(summary = "The host's answer to the last look, line by line")
    public String answer(@RestPath String host) {
        return reading.answer(host) + "\n";
    }

    @GET
    @Path("/plan")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @Operation(summary = "What stands between the host as it was seen and what is wanted")
    public Plan plan(@RestPath String host) {
        return reading.lastLook(host).plan();
    }

    @GET
    @Path("/plan")
    @Produces("text/plain;qs=0.5")
    @RolesAllowed("viewer")
    @Operation(summary = "The plan as a readable difference")
    public String planText(@RestPath String host) {
        return reading.lastLook(host).plan().text();
    }

    @GET
    @Path("/layout")
    @Produces("application/yaml")
    @RolesAllowed("viewer")
    @Operation(summary = "What the cards carry now as vgpu_definitions: to take a host over without a change")
    public String layout(@RestPath String host) {
        return reading.layout(host);
    }

    @POST
    @Path("/look")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Look at the host now")
    public Response look(@RestPath String host) {
        return RunResource.accepted(orders.look(host));
    }
}
