package dev.gantry.novaconfig.api;

import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.novaconfig.flow.flavor.FlavorApplyService;
import dev.gantry.novaconfig.flow.flavor.FlavorApplyService.Planned;
import dev.gantry.novaconfig.flow.placement.PlacementCheckRunner;
import dev.gantry.novaconfig.flow.placement.PlacementCheckService;
import dev.gantry.novaconfig.flow.placement.PlacementCheckService.Proof;
import dev.gantry.novaconfig.flow.placement.PlacementCheckService.Removal;
import dev.gantry.novaconfig.openstack.PlacementProviders.Holder;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What is done and seen in the site's OpenStack: flavors applied, hosts compared with Placement. */
@Path("/v1")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
public class PlacementResource {

    private final FlavorApplyService applyFlavors;
    private final PlacementCheckRunner provePlacement;
    private final PlacementCheckService proofs;

    PlacementResource(
            FlavorApplyService applyFlavors, PlacementCheckRunner provePlacement, PlacementCheckService proofs) {
        this.applyFlavors = applyFlavors;
        this.provePlacement = provePlacement;
        this.proofs = proofs;
    }

    /** The plan that is agreed to, by its digest. */
    public record Agreed(@NotBlank String digest) {}

    /** What would be done to Nova's flavors. Changes nothing. */
    @GET
    @Path("/flavors/plan")
    public Planned plan() {
        return applyFlavors.plan();
    }

    @POST
    @Idempotent
    @Path("/flavors/application")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Planned apply(@Valid Agreed agreed) {
        return applyFlavors.apply(agreed.digest());
    }

    @POST
    @Idempotent
    @Path("/hosts/{host}/proof")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    @APIResponse(responseCode = "202", description = "Placement is being looked at; read the result at Location")
    public Response prove(String host) {
        provePlacement.ask(host);
        return Response.accepted()
                .header("Location", "/v1/hosts/" + host + "/proof")
                .build();
    }

    @GET
    @Path("/hosts/{host}/proof")
    public Proof proof(String host) {
        return proofs.read(host);
    }

    /** Who holds the host's GPUs in Placement; an empty list is one proof that it is drained. */
    @GET
    @Path("/hosts/{host}/allocations")
    public List<Holder> allocations(String host) {
        return proofs.holders(host);
    }

    /** Deletes providers that an older layout left behind. */
    @POST
    @Path("/hosts/{host}/leftovers/removal")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public List<Removal> removeLeftovers(String host) {
        return proofs.removeLeftovers(host);
    }
}
