package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.novaconfig.flow.flavor.FlavorApplyService;
import dev.gantry.novaconfig.flow.flavor.FlavorApplyService.Planned;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Nova's flavors brought to what is defined here: what would be done first, then that and nothing else. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "flavors")
@RolesAllowed("viewer")
public class FlavorPlanResource {

    private final FlavorApplyService flavors;

    FlavorPlanResource(FlavorApplyService flavors) {
        this.flavors = flavors;
    }

    /** The plan that is agreed to, by its digest. */
    public record Agreed(@NotBlank String digest) {}

    /** What would be done to Nova's flavors. Changes nothing. */
    @GET
    @Path("/flavors/plan")
    @Operation(summary = "What applying the flavors would change in Nova")
    public Planned planFlavors() {
        return flavors.plan();
    }

    @POST
    @Idempotent
    @Path("/flavors/apply")
    @RolesAllowed("operator")
    @Operation(summary = "Make the flavors in Nova as the plan shows")
    public Planned applyFlavors(@Valid Agreed agreed) {
        return flavors.apply(RequestBody.required(agreed).digest());
    }
}
