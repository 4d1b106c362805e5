package dev.gantry.imagebuilder.api.alignment;

import dev.gantry.imagebuilder.flow.alignment.DriverCatalogService;
import dev.gantry.imagebuilder.model.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** NVIDIA's vgpuDriverCatalog.yaml, the second source of the driver alignment answer. */
@Path("/v1/driver-catalog")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "driver-alignment")
@RunOnVirtualThread
public class DriverCatalogResource {

    private static final int LARGEST = 8 << 20;

    private final DriverCatalogService catalog;

    DriverCatalogResource(DriverCatalogService catalog) {
        this.catalog = catalog;
    }

    @PUT
    @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_OCTET_STREAM})
    @RolesAllowed("operator")
    @Operation(summary = "Take in NVIDIA's list of drivers that go together")
    public DriverCatalogService.Summary putDriverCatalog(InputStream body) throws IOException {
        byte[] file = body.readNBytes(LARGEST + 1);
        if (file.length > LARGEST) {
            throw ProblemException.tooLarge(
                    "driver-catalog-too-large", "Driver catalogue too large", "It may have 8 MiB; nothing was kept.");
        }
        return catalog.store(file);
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "The list of drivers that go together")
    public DriverCatalogService.Summary getDriverCatalog() {
        return catalog.summary();
    }

    @DELETE
    @RolesAllowed("operator")
    @Operation(summary = "Forget the list of drivers that go together")
    public void forgetDriverCatalog() {
        catalog.forget();
    }
}
