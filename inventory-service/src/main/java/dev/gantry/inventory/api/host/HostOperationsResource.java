package dev.gantry.inventory.api.host;

import dev.gantry.inventory.flow.approval.ApprovalRequest;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.flow.lifecycle.HostOperations;
import dev.gantry.inventory.flow.lifecycle.InspectHost;
import dev.gantry.inventory.flow.lifecycle.ProvisionHost;
import dev.gantry.inventory.flow.recorder.PlacementRecorder;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.operation.flow.HostOperationSource;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.security.Actor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Operations on a host. Each answers 202 with the host, and its Location leads to the operation; 409 where the lifecycle does not allow it. */
@Path("/v1/hosts/{name}")
@Tag(name = "operations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Idempotent
@APIResponse(
        responseCode = "202",
        description = "Accepted",
        content = @Content(schema = @Schema(implementation = HostView.class)))
public class HostOperationsResource {

    private final InspectHost inspect;
    private final ProvisionHost provision;
    private final PlacementRecorder placement;
    private final HostOperations operations;
    private final Shown shown;

    HostOperationsResource(
            InspectHost inspect,
            ProvisionHost provision,
            PlacementRecorder placement,
            HostOperations operations,
            Shown shown) {
        this.inspect = inspect;
        this.provision = provision;
        this.placement = placement;
        this.operations = operations;
        this.shown = shown;
    }

    @POST
    @Path("inspect")
    @Operation(summary = "Inspect the host now")
    public Response inspectHost(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(inspect.inspect(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("approve")
    @Operation(summary = "Agree to the current plan by its digest; 409 when the plan is another one by now")
    public Response approvePlan(String name, @Valid @NotNull OperationRequests.Approve sent) {
        ApprovalRequest request = new ApprovalRequest(sent.digest(), sent.overrideReason());
        return shown.accepted(provision.approve(name, request, shown.cause(sent.reason())));
    }

    @POST
    @Path("provision")
    @Operation(summary = "Carry out the current plan; a bookable host is drained first")
    public Response provisionHost(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(provision.provision(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("retry")
    @Operation(summary = "Go back to the work that failed")
    public Response retryHost(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(operations.retry(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("activate")
    @Operation(summary = "Say that a configured host is bookable")
    public Response activateHost(String name, @Valid @NotNull OperationRequests.Reasoned request) {
        return shown.accepted(placement.activate(name, shown.cause(request.reason())));
    }

    @POST
    @Path("drain")
    @Operation(summary = "Take the guests away")
    public Response drainHost(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(operations.drain(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("confirm-drained")
    @Operation(summary = "Say that no guest is left")
    public Response confirmDrained(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(operations.confirmDrained(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("maintain")
    @Operation(summary = "Take the host for maintenance, now or when its work ends")
    public Response maintainHost(String name, @Valid @NotNull OperationRequests.Reasoned request) {
        return shown.accepted(operations.maintain(name, shown.cause(request.reason())));
    }

    @POST
    @Path("resume")
    @Operation(summary = "Give the host back after maintenance, or call off a drain or a request for maintenance")
    public Response resumeHost(String name, @Valid OperationRequests.@Nullable Plain request) {
        return shown.accepted(operations.resume(name, shown.cause(OperationRequests.why(request))));
    }

    @POST
    @Path("retire")
    @Operation(summary = "Let the host go")
    public Response retireHost(String name, @Valid @NotNull OperationRequests.Reasoned request) {
        return shown.accepted(operations.retire(name, shown.cause(request.reason())));
    }

    /** The answer to an operation, and who gave it. */
    @jakarta.enterprise.context.Dependent
    static class Shown {
        private final HostQueries read;
        private final Actor actor;

        Shown(HostQueries read, Actor actor) {
            this.read = read;
            this.actor = actor;
        }

        Cause cause(String why) {
            return new Cause(actor.name(), why);
        }

        Response accepted(Host host) {
            return Response.accepted(HostView.of(host, read.devices(host)))
                    .location(Operations.location(HostOperationSource.KIND, HostOperationSource.key(host)))
                    .build();
        }
    }
}
