package dev.gantry.imagebuilder.api.image;

import dev.gantry.imagebuilder.api.build.BuildView;
import dev.gantry.imagebuilder.flow.build.BuildOperations;
import dev.gantry.imagebuilder.flow.build.BuildPlanner;
import dev.gantry.imagebuilder.flow.build.RequestBuild;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.model.image.VersionedImage;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.RequestBody;
import dev.gantry.kit.idempotency.Idempotent;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Image definitions, and the builds asked of them. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
@RunOnVirtualThread
public class ImageResource {

    private final ImageService images;
    private final BuildPlanner plans;
    private final RequestBuild builds;

    ImageResource(ImageService images, BuildPlanner plans, RequestBuild builds) {
        this.images = images;
        this.plans = plans;
        this.builds = builds;
    }

    /** The build that a definition would become now; with {@code fields} it would be refused. */
    public record RecipeView(
            String inputsDigest,
            List<String> command,
            Map<String, String> environment,
            Map<String, String> inputs,
            List<Problem.Field> fields,
            List<String> warnings) {}

    @PUT
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Define an image, or change its definition with If-Match")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ImageBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ImageBody.class)))
    public Response putImage(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable ImageBody body) {
        ImageService.Defined defined = images.define(RequestBody.required(body).toDefinition(name), ifMatch);
        return answer(Response.status(defined.isNew() ? 201 : 200), defined.image());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("viewer")
    @Operation(summary = "One image; its ETag is for If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The definition",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ImageBody.class)))
    public Response getImage(@PathParam("name") String name) {
        return answer(Response.ok(), images.find(name));
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Images by name")
    public Page<ImageBody> listImages(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        return images.page(cursor == null ? "" : Cursor.decode(cursor), limit).map(i -> ImageBody.of(i.definition()));
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Forget the definition of an image, with If-Match")
    public void deleteImage(@PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        images.forget(name, ifMatch);
    }

    @GET
    @Path("/{name}/recipe")
    @RolesAllowed("viewer")
    @Operation(summary = "How the image would be built now")
    public RecipeView getRecipe(@PathParam("name") String name) {
        BuildPlanner.Plan plan = plans.plan(images.find(name).definition(), "preview");
        return new RecipeView(
                plan.inputs().digest().hex(),
                plan.recipe().command(),
                plan.recipe().environment(),
                plan.inputs().facts(),
                plan.violations().stream()
                        .map(v -> new Problem.Field(v.where(), v.found(), v.expected(), v.fix()))
                        .toList(),
                plan.warnings());
    }

    @POST
    @Path("/{name}/builds")
    @Idempotent
    @RolesAllowed("operator")
    @Operation(summary = "Build an image; what was built of the same bits is used again")
    @APIResponse(
            responseCode = "200",
            description = "Built before from the same inputs",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BuildView.class)))
    @APIResponse(
            responseCode = "202",
            description = "The build that was asked for",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BuildView.class)))
    public Response requestBuild(
            @PathParam("name") String name, @QueryParam("force") @DefaultValue("false") boolean force) {
        RequestBuild.Requested answer =
                builds.request(name, force ? RequestBuild.Again.ALWAYS : RequestBuild.Again.ONLY_IF_CHANGED);
        return (answer.build().state().isFinal()
                        ? Response.ok()
                                .location(URI.create(
                                        "/v1/builds/" + answer.build().id()))
                        : Response.accepted()
                                .location(Operations.location(
                                        BuildOperations.KIND, answer.build().id())))
                .entity(BuildView.of(answer.build()))
                .build();
    }

    private static Response answer(Response.ResponseBuilder response, VersionedImage image) {
        return response.header("ETag", EntityTags.of(image.version()))
                .entity(ImageBody.of(image.definition()))
                .build();
    }
}
