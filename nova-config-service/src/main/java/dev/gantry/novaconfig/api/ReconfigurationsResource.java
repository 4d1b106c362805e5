package dev.gantry.novaconfig.api;

import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.novaconfig.flow.publish.ReconfigureRunner;
import dev.gantry.novaconfig.flow.publish.ReconfigureRunner.Run;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Runs of the reconfigure command on the Ansible control host. */
@Path("/v1/reconfigurations")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
public class ReconfigurationsResource {

    private final ReconfigureRunner reconfigure;

    ReconfigurationsResource(ReconfigureRunner reconfigure) {
        this.reconfigure = reconfigure;
    }

    /** Which hosts; all that offer devices when left out. */
    public record Asked(@Nullable List<String> hosts) {}

    @POST
    @Idempotent
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Run.class)))
    public Response ask(Asked asked) {
        Run run = reconfigure.ask(asked.hosts() == null ? List.of() : asked.hosts());
        return Response.accepted(run)
                .header("Location", "/v1/reconfigurations/" + run.id())
                .build();
    }

    /** The newest hundred. */
    @GET
    public List<Run> list() {
        return reconfigure.list();
    }

    @GET
    @Path("/{id}")
    public Run read(String id) {
        return reconfigure.read(id);
    }
}
