package dev.gantry.provisioner.guest.api;

import dev.gantry.provisioner.guest.flow.GuestCheckService;
import dev.gantry.provisioner.guest.flow.GuestCheckView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Checks of guests and their evidence. */
@Path("/v1/guest-checks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "guests")
@RunOnVirtualThread
public class GuestCheckResource {

    private final GuestCheckService checks;

    GuestCheckResource(GuestCheckService checks) {
        this.checks = checks;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "One check: what it waits for, then its result and evidence")
    public GuestCheckView getGuestCheck(@RestPath UUID id) {
        return checks.check(id);
    }
}
