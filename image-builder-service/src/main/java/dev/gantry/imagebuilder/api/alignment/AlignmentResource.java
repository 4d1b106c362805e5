package dev.gantry.imagebuilder.api.alignment;

import dev.gantry.imagebuilder.flow.alignment.AlignmentService;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which guest images work with the hosts they are for; {@code ?hostDriver=550} asks instead what breaks when hosts go there. */
@Path("/v1/driver-alignment")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "driver-alignment")
@RunOnVirtualThread
public class AlignmentResource {

    private final AlignmentService answers;

    AlignmentResource(AlignmentService answers) {
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Which images fit the drivers of the hosts, and which do not")
    public Page<AlignmentService.ImageAlignment> getDriverAlignment(
            @QueryParam("hostDriver") @DefaultValue("") String hostDriver,
            @QueryParam("hostGroup") @DefaultValue("") String hostGroup) {
        return Page.whole(hostDriver.isEmpty() ? answers.present(hostGroup) : answers.against(hostDriver, hostGroup));
    }
}
