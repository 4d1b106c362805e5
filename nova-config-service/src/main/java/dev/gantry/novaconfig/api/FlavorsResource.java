package dev.gantry.novaconfig.api;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.flow.flavor.FlavorService;
import dev.gantry.novaconfig.flow.flavor.FlavorService.Checked;
import dev.gantry.novaconfig.model.flavor.FlavorYaml;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import org.jspecify.annotations.Nullable;

/** Flavors: derived from what hosts offer, and over them those that people define. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "flavors")
@RolesAllowed("viewer")
public class FlavorsResource {

    private final FlavorService flavors;

    FlavorsResource(FlavorService flavors) {
        this.flavors = flavors;
    }

    @GET
    @Path("/flavors")
    @Operation(summary = "Flavors by name")
    public Page<FlavorDocument> listFlavors() {
        return Page.whole(flavors.all().stream().map(FlavorsResource::text).toList());
    }

    @GET
    @Path("/flavors/{name}")
    @Operation(summary = "One flavor; its ETag is for If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The flavor",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FlavorDocument.class)))
    public Response getFlavor(String name) {
        return answer(200, flavors.read(name));
    }

    @PUT
    @Path("/flavors/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Define a flavor, or change it with If-Match")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FlavorDocument.class)))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FlavorDocument.class)))
    public Response putFlavor(
            String name, @Valid FlavorDocument text, @HeaderParam("If-Match") @Nullable String ifMatch) {
        RequestBody.required(text);
        if (text.name() != null && !text.name().equals(name)) {
            throw Problem.invalid(
                            "flavor-invalid",
                            "Flavor not valid",
                            List.of(new Problem.Field("name", text.name(), name, "send the name of the path, or none")))
                    .asException();
        }
        try {
            Checked stored = flavors.define(text.flavor(name), ifMatch);
            return answer(stored.version() == 1 ? 201 : 200, stored);
        } catch (MalformedValueException e) {
            throw Problem.invalid(
                            "flavor-invalid",
                            "Flavor not valid",
                            List.of(new Problem.Field(e.thing(), e.found(), e.expected(), "correct the value")))
                    .asException();
        }
    }

    /** What was derived under the same name comes back. */
    @DELETE
    @Path("/flavors/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget a flavor, with If-Match")
    public void deleteFlavor(String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        flavors.remove(name, ifMatch);
    }

    /** For openstack-config. */
    @GET
    @Path("/flavors.yaml")
    @Produces("application/yaml")
    @Operation(summary = "All flavors in the form of an openstack-config")
    public String exportFlavors() {
        return FlavorYaml.render(flavors.all().stream().map(Checked::flavor).toList());
    }

    private static Response answer(int status, Checked c) {
        return Response.status(status)
                .entity(text(c))
                .header("ETag", EntityTags.of(c.version()))
                .build();
    }

    private static FlavorDocument text(Checked c) {
        return FlavorDocument.of(c.flavor(), c.version(), c.findings());
    }
}
