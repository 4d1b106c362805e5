package dev.gantry.inventory.api.capacity;

import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.flow.capacity.Capacity;
import dev.gantry.inventory.flow.capacity.CapacityBy;
import dev.gantry.inventory.flow.capacity.CapacityService;
import dev.gantry.inventory.flow.host.HostListQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the fleet has. */
@Path("/v1/capacity")
@Tag(name = "capacity")
@Produces(MediaType.APPLICATION_JSON)
public class CapacityResource {

    private final CapacityService capacity;

    CapacityResource(CapacityService capacity) {
        this.capacity = capacity;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            summary = "What the fleet has of each vGPU type: desired, made, offered by Placement, allocated, free; what"
                    + " is not known is said and not counted")
    public Capacity getCapacity(
            @QueryParam("by")
                    @DefaultValue("type")
                    @Parameter(
                            description = "A line for each type alone, or for each type and host, group, model or zone")
                    String by,
            @QueryParam("group") @Parameter(description = "Only of this group and its children") @Nullable String group,
            @QueryParam("card") @Parameter(description = "Only hosts with such a card") @Nullable String card,
            @QueryParam("label") @Parameter(description = "Only hosts with this label, as name=value or name")
                    List<String> labels) {
        HostListQuery.Selection selection = new HostListQuery.Selection(
                null, group, RequestParser.products(card), null, RequestParser.labels(labels), null);
        return capacity.of(selection, RequestParser.enumOf(CapacityBy.class, "by", by));
    }
}
