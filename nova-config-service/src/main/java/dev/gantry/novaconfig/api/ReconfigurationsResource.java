package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.flow.publish.ReconfigurationOperations;
import dev.gantry.novaconfig.flow.publish.ReconfigurationQueries;
import dev.gantry.novaconfig.flow.publish.ReconfigureService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Runs of the reconfigure command on the Ansible control host. */
@Path("/v1/reconfigurations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconfigurations")
@RolesAllowed("viewer")
public class ReconfigurationsResource {

    private final ReconfigureService reconfigure;
    private final ReconfigurationQueries queries;

    ReconfigurationsResource(ReconfigureService reconfigure, ReconfigurationQueries queries) {
        this.reconfigure = reconfigure;
        this.queries = queries;
    }

    /** Which hosts; all that offer devices when left out. */
    public record Asked(@Nullable List<String> hosts) {}

    @POST
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Put what is published into effect on the Ansible control host")
    @APIResponse(
            responseCode = "202",
            description = "The run that was asked for",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReconfigurationView.class)))
    public Response startReconfiguration(Asked body) {
        List<String> hosts = RequestBody.required(body).hosts();
        ReconfigurationView run = ReconfigurationView.of(reconfigure.reconfigure(hosts == null ? List.of() : hosts));
        return Response.accepted(run)
                .location(Operations.location(ReconfigurationOperations.KIND, run.id()))
                .build();
    }

    /** The newest hundred. */
    @GET
    @Operation(summary = "Reconfigurations, newest first")
    public Page<ReconfigurationView> listReconfigurations() {
        return Page.whole(queries.list().stream().map(ReconfigurationView::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One reconfiguration; waiting says what it waits for")
    public ReconfigurationView getReconfiguration(String id) {
        return ReconfigurationView.of(queries.read(id));
    }
}
