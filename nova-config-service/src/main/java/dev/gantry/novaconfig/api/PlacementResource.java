package dev.gantry.novaconfig.api;

import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.flow.placement.HostAllocations;
import dev.gantry.novaconfig.flow.placement.HostAllocations.Removal;
import dev.gantry.novaconfig.flow.placement.PlacementCheckOperations;
import dev.gantry.novaconfig.flow.placement.PlacementCheckRunner;
import dev.gantry.novaconfig.model.placement.PlacementCheck;
import dev.gantry.novaconfig.openstack.PlacementProviders.Holder;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hosts compared with Placement. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "placement")
@RolesAllowed("viewer")
public class PlacementResource {

    private final PlacementCheckRunner checks;
    private final HostAllocations allocations;

    PlacementResource(PlacementCheckRunner checks, HostAllocations allocations) {
        this.checks = checks;
        this.allocations = allocations;
    }

    @POST
    @Idempotent
    @Path("/hosts/{host}/placement-check")
    @RolesAllowed("operator")
    @APIResponse(responseCode = "202", description = "Placement is being asked; read the result at Location")
    @Operation(summary = "Compare the host with what Placement shows of it")
    public Response startPlacementCheck(String host) {
        checks.start(host);
        return Response.accepted()
                .location(Operations.location(PlacementCheckOperations.KIND, host))
                .build();
    }

    /** The newest result. */
    @GET
    @Path("/hosts/{host}/placement-check")
    @Operation(summary = "The last comparison of the host with Placement")
    public PlacementCheck getPlacementCheck(String host) {
        return checks.read(host);
    }

    /** Who holds the host's GPUs in Placement; an empty list shows that it is drained. */
    @GET
    @Path("/hosts/{host}/allocations")
    @Operation(summary = "Who holds the devices of a host, by Placement")
    public Page<Holder> getAllocations(String host) {
        return Page.whole(allocations.holders(host));
    }

    /** Deletes providers that an older configuration left behind, except those that would come back or are in use. */
    @POST
    @Path("/hosts/{host}/stale-providers/remove")
    @RolesAllowed("operator")
    @Operation(summary = "Delete resource providers of devices that are gone, each with what became of it")
    public Page<Removal> removeStaleProviders(String host) {
        return Page.whole(allocations.removeStaleProviders(host));
    }
}
