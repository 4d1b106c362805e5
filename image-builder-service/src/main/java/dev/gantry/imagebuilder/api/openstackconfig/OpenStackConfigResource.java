package dev.gantry.imagebuilder.api.openstackconfig;

import dev.gantry.imagebuilder.flow.openstackconfig.ImageExchange;
import dev.gantry.imagebuilder.model.licence.LicenceServer;
import dev.gantry.kit.http.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Image definitions and the licence server in the shapes of openstack-config. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
@RunOnVirtualThread
public class OpenStackConfigResource {

    private static final String YAML = "application/yaml";

    private final ImageExchange exchange;

    OpenStackConfigResource(ImageExchange exchange) {
        this.exchange = exchange;
    }

    /** A licence server as it is asked for; what is left out is as in the guide. */
    public record LicenceServerBody(
            @Nullable String project,
            @Nullable String name,
            @Nullable String image,
            @Nullable String network,
            @Nullable String macAddress,
            @Nullable String flavor,
            @Nullable Integer nodes) {}

    /** What makes the server: the configuration, then the commands. */
    public record LicenceServerView(String openstackConfig, List<String> commands) {}

    @POST
    @Path("/image-imports")
    @Consumes({YAML, "application/x-yaml", "text/yaml"})
    @RolesAllowed("operator")
    @Operation(summary = "Take image definitions from an openstack-config; dryRun=true changes nothing")
    public ImportView importImages(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            String yaml) {
        ImageExchange.Mode whenMeant = "*".equals(ifMatch) ? ImageExchange.Mode.OVERWRITE : ImageExchange.Mode.NEW_ONLY;
        return ImportView.of(dryRun, exchange.read(yaml, dryRun ? ImageExchange.Mode.DRY_RUN : whenMeant));
    }

    @GET
    @Path("/images.yaml")
    @Produces(YAML)
    @RolesAllowed("viewer")
    @Operation(summary = "All images in the form of an openstack-config")
    public String exportImages() {
        return exchange.write();
    }

    @POST
    @Path("/licence-server")
    @RolesAllowed("viewer")
    @Operation(summary = "What a licence server needs in the cloud: ports and security groups")
    public LicenceServerView renderLicenceServer(@Nullable LicenceServerBody given) {
        LicenceServerBody body = RequestBody.required(given);
        LicenceServer server = new LicenceServer(
                        Objects.requireNonNullElse(body.project(), "cloud-services"),
                        Objects.requireNonNullElse(body.name(), "nvidia-dls"),
                        Objects.requireNonNullElse(body.image(), "nls-3.0.0-bios"),
                        Objects.requireNonNullElse(body.network(), "external"),
                        Objects.requireNonNullElse(body.macAddress(), "fa:16:3e:a3:fd:19"),
                        Objects.requireNonNullElse(body.flavor(), "8cpu-8gbmem-30gbdisk"),
                        Objects.requireNonNullElse(body.nodes(), 1))
                .checked();
        return new LicenceServerView(server.openStackConfig(), server.commands());
    }
}
