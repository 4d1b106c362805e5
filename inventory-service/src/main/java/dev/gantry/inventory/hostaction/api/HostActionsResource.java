package dev.gantry.inventory.hostaction.api;

import dev.gantry.inventory.hostaction.flow.HostActionService;
import dev.gantry.inventory.operation.flow.ManyHostsOperations;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.security.Actor;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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

/** One call over many hosts. */
@Path("/v1/host-actions")
@Tag(name = "hosts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HostActionsResource {

    private final HostActionService bulk;
    private final ManyHostsOperations operations;
    private final Actor actor;

    HostActionsResource(HostActionService bulk, ManyHostsOperations operations, Actor actor) {
        this.bulk = bulk;
        this.operations = operations;
        this.actor = actor;
    }

    @POST
    @Idempotent
    @Blocking
    @RolesAllowed("operator")
    @Operation(
            summary =
                    "Inspect, approve, provision, retire or label all hosts of a selection; the operation's result has"
                            + " a line for each host")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OperationView.class)))
    public Response requestHostActions(@NotNull @Valid HostActionBody body) {
        List<String> named = body.selection().namesAlone();
        List<String> hosts = named == null ? bulk.chosen(body.selection().selection()) : named;
        LongOperation accepted = bulk.accept(body.request(hosts, actor.name()));
        return Response.accepted(operations.view(accepted))
                .location(Operations.location(ManyHostsOperations.KIND, accepted.id()))
                .build();
    }
}
