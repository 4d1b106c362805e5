package dev.gantry.provisioner.api;

import dev.gantry.provisioner.flow.bios.BiosService;
import dev.gantry.provisioner.flow.bios.BiosView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The BIOS of a host, through its management controller. */
@Path("/v1/bios/{host}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bios")
@RunOnVirtualThread
public class BiosResource {

    private final BiosService bios;

    BiosResource(BiosService bios) {
        this.bios = bios;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Show what of the BIOS guests with GPUs depend on, and whether it is on")
    public BiosView getBios(@RestPath String host) {
        return bios.read(host);
    }

    @POST
    @Path("/apply")
    @RolesAllowed("operator")
    @Operation(summary = "Switch on what is off; in effect after the next restart, which is not made here")
    public BiosView applyBios(@RestPath String host) {
        return bios.apply(host);
    }
}
