package dev.gantry.inventory.api.planner;

import dev.gantry.gpu.planner.VgpuDemand;
import dev.gantry.inventory.api.request.YamlBodyReader;
import dev.gantry.inventory.flow.planner.PlannerService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The planner. It changes nothing. */
@Path("/v1/planner")
@Tag(name = "planner")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, YamlBodyReader.YAML, YamlBodyReader.X_YAML, YamlBodyReader.TEXT_YAML})
public class PlannerResource {

    private final PlannerService planner;

    PlannerResource(PlannerService planner) {
        this.planner = planner;
    }

    @POST
    @RolesAllowed("viewer")
    @Operation(
            summary = "Which cards would carry these vGPUs: one card of a model, or the cards of hosts with what has to"
                    + " change; else why not and what would fit")
    public PlannerView plan(@NotNull @Valid PlannerRequest request) {
        VgpuDemand demand = planner.demand(request.demand());
        return request.card() == null
                ? PlannerView.of(planner.overHosts(demand, request.selection(), request.away(), request.policy()))
                : PlannerView.of(demand, planner.onCard(request.card(), demand));
    }
}
