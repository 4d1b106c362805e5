package dev.gantry.imagebuilder.api.bundle;

import dev.gantry.imagebuilder.flow.bundle.BundleOperations;
import dev.gantry.imagebuilder.flow.bundle.BundleService;
import dev.gantry.imagebuilder.flow.bundle.RegisterBundle;
import dev.gantry.imagebuilder.flow.bundle.RepublishBundle;
import dev.gantry.imagebuilder.flow.bundle.UploadBundle;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Driver bundles: accepted in by upload or address, looked at, their repository rolled back. */
@Path("/v1/driver-bundles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "driver-bundles")
@RunOnVirtualThread
public class BundleResource {

    private final UploadBundle uploads;
    private final RegisterBundle registrations;
    private final RepublishBundle again;
    private final BundleService find;

    BundleResource(UploadBundle uploads, RegisterBundle registrations, RepublishBundle again, BundleService find) {
        this.uploads = uploads;
        this.registrations = registrations;
        this.again = again;
        this.find = find;
    }

    /** A bundle that lies elsewhere. */
    public record Address(@Nullable String url, @Nullable String sha256) {}

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed("operator")
    @APIResponse(
            responseCode = "200",
            description = "It was there already",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BundleView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Taken; its parts are published next",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BundleView.class)))
    public Response uploadBundle(
            @HeaderParam("X-File-Name") @Nullable String fileName,
            @HeaderParam("X-Sha256") @Nullable String sha256,
            @QueryParam("parts") List<String> parts,
            @QueryParam("supersede") @DefaultValue("false") boolean supersede,
            InputStream body)
            throws IOException {
        String name = given("X-File-Name", fileName, "the header X-File-Name with the file's name");
        return response(
                uploads.upload(name, new Bundle.Source(null, digest(sha256), roles(parts)), existing(supersede), body));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Take in a driver bundle, by upload or from a URL")
    @APIResponse(
            responseCode = "200",
            description = "It was there already",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BundleView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Noted; it is fetched next",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BundleView.class)))
    public Response registerBundle(
            @QueryParam("parts") List<String> parts,
            @QueryParam("supersede") @DefaultValue("false") boolean supersede,
            @Nullable Address address)
            throws InterruptedException {
        Address given = RequestBody.required(address);
        String url = given("url", given.url(), "http://, https:// or file:// and a path");
        return response(registrations.register(
                new Bundle.Source(url, digest(given.sha256()), roles(parts)), existing(supersede)));
    }

    @POST
    @Path("/{name}/publish")
    @RolesAllowed("operator")
    @Operation(summary = "Publish the parts of a bundle once more")
    @APIResponse(
            responseCode = "202",
            description = "Its parts are published again",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BundleView.class)))
    public Response publishBundleAgain(@PathParam("name") String name, @QueryParam("parts") List<String> parts) {
        return response(new UploadBundle.Accepted(again.publish(name, roles(parts)), true, Optional.empty()));
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Driver bundles by name")
    public Page<BundleView> listBundles(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        return find.page(cursor == null ? "" : Cursor.decode(cursor), limit).map(BundleView::of);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "One driver bundle with its parts and where they are published")
    public BundleView getBundle(@PathParam("name") String name) {
        return BundleView.of(find.find(name));
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget a driver bundle that is not published")
    public void forgetBundle(@PathParam("name") String name) {
        find.forget(name);
    }

    private static Response response(UploadBundle.Accepted accepted) {
        String name = accepted.bundle().fileName();
        return (accepted.isNew()
                        ? Response.accepted().location(Operations.location(BundleOperations.KIND, name))
                        : Response.ok().location(URI.create("/v1/driver-bundles/" + name)))
                .entity(BundleView.of(accepted.bundle(), accepted.superseded().orElse(null)))
                .build();
    }

    private static UploadBundle.Existing existing(boolean supersede) {
        return supersede ? UploadBundle.Existing.SUPERSEDE : UploadBundle.Existing.KEEP;
    }

    private static @Nullable Sha256 digest(@Nullable String text) {
        return text == null ? null : new Sha256(text);
    }

    private static List<PartRole> roles(List<String> parts) {
        return parts.stream()
                .flatMap(p -> Stream.of(p.split(",")))
                .filter(p -> !p.isBlank())
                .map(BundleResource::role)
                .distinct()
                .toList();
    }

    private static PartRole role(String text) {
        return Stream.of(PartRole.values())
                .filter(r -> r != PartRole.OTHER && r.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "input-invalid",
                        "Input not valid",
                        new Violation(
                                "parts", text, "BUNDLE, HOST_DRIVER, GUEST_DRIVER or SIGNING_KEY", "Correct it")));
    }

    private static String given(String path, @Nullable String value, String expected) {
        if (value == null || value.isBlank()) {
            throw ProblemException.invalid(
                    "input-invalid",
                    "Input not valid",
                    new Violation(path, "nothing", expected, "Send it again with it"));
        }
        return value;
    }
}
