package dev.gantry.imagebuilder.api.alignment;

import dev.gantry.imagebuilder.flow.alignment.DriverBranchService;
import dev.gantry.imagebuilder.model.alignment.DriverBranch;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which driver branches run where, and until when they are supported. */
@Path("/v1/driver-branches")
@Tag(name = "driver-alignment")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DriverBranchResource {

    private final DriverBranchService branches;

    DriverBranchResource(DriverBranchService branches) {
        this.branches = branches;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            summary = "List the driver branches of hosts and images, the oldest first, with the end of their support")
    public Page<DriverBranch> listDriverBranches() {
        return Page.whole(branches.inUse());
    }
}
