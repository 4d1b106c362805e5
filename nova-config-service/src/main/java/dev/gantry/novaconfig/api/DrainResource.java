package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.novaconfig.flow.drain.DrainPlan;
import dev.gantry.novaconfig.flow.drain.DrainPlanner;
import dev.gantry.novaconfig.flow.drain.DrainService;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.settings.DrainSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Guests moved away from a host by Nova. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
public class DrainResource {

    private final DrainPlanner planner;
    private final DrainService drains;

    DrainResource(DrainPlanner planner, DrainService drains) {
        this.planner = planner;
        this.drains = drains;
    }

    /** How to drain; what is left out is as the settings have it. */
    public record DrainRequest(
            @Schema(description = "live-migrate, cold-migrate, shelve, in the order to try") @Nullable
            List<String> ways,

            @Schema(description = "Try ways of which nobody knows whether they are possible") @Nullable
            Boolean tryUnknown,

            @Nullable Integer atOnce,
            @Nullable Integer failureBudget,
            @Nullable String reason) {

        DrainSettings settings() {
            return new DrainSettings(ways, tryUnknown, atOnce, failureBudget, null);
        }
    }

    /** Why. */
    @Schema(name = "DrainStop")
    public record Stop(@Nullable String reason) {}

    @GET
    @Path("/hosts/{host}/drain-plan")
    @Operation(summary = "What a drain would do with each server, and why not more; changes nothing")
    public DrainPlan getDrainPlan(
            String host,
            @QueryParam("way") @Parameter(description = "live-migrate, cold-migrate, shelve; may be repeated")
                    List<String> ways,
            @QueryParam("tryUnknown") boolean tryUnknown) {
        DrainSettings asked =
                new DrainSettings(ways.isEmpty() ? null : ways, tryUnknown ? Boolean.TRUE : null, null, null, null);
        return planner.plan(host, policy(asked));
    }

    @POST
    @Idempotent
    @Operation(summary = "Disable the compute service and move its servers away; GET shows how far it is")
    @Path("/hosts/{host}/drain")
    @RolesAllowed("operator")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Drain.class)))
    public Response startDrain(String host, DrainRequest request) {
        DrainRequest sent = RequestBody.required(request);
        String reason = Objects.requireNonNullElse(sent.reason(), "drained");
        return Response.accepted(drains.start(host, policy(sent.settings()), reason))
                .header("Location", "/v1/hosts/" + host + "/drain")
                .build();
    }

    @GET
    @Path("/hosts/{host}/drain")
    @Operation(summary = "How far the newest drain is, server by server, and what it waits for")
    public Drain getDrain(String host) {
        return drains.read(host);
    }

    @POST
    @Operation(summary = "Let no further server begin to move; what moves goes on")
    @Path("/hosts/{host}/drain/stop")
    @RolesAllowed("operator")
    public Drain stopDrain(String host, Stop stop) {
        return drains.stop(
                host, Objects.requireNonNullElse(RequestBody.required(stop).reason(), "stopped"));
    }

    @POST
    @Operation(summary = "Enable the compute service again if it was disabled here")
    @Path("/hosts/{host}/drain/end")
    @RolesAllowed("operator")
    public Drain endDrain(String host) {
        return drains.end(host);
    }

    private DrainPolicy policy(DrainSettings asked) {
        List<Problem.Field> wrong = asked.check("").stream()
                .map(f -> new Problem.Field(f.path(), f.found(), f.expected(), f.fix()))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.invalid("drain-invalid", "Drain not valid", wrong).asException();
        }
        return asked.policy(drains.policy());
    }
}
