package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.operation.Operations;
import dev.gantry.novaconfig.flow.publish.PublicationOperations;
import dev.gantry.novaconfig.flow.publish.PublishService;
import dev.gantry.novaconfig.flow.publish.RevisionQueries;
import dev.gantry.novaconfig.flow.publish.RevisionQueries.Difference;
import dev.gantry.novaconfig.model.publish.Revision;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One revision: what it is, its files, what changed, and its way to the target. */
@Path("/v1/revisions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "revisions")
@RolesAllowed("viewer")
public class RevisionsResource {

    private final RevisionQueries revisions;
    private final PublishService publishService;

    RevisionsResource(RevisionQueries revisions, PublishService publishService) {
        this.revisions = revisions;
        this.publishService = publishService;
    }

    @GET
    @Operation(summary = "One revision with its files and findings")
    public RevisionView getRevision(String id) {
        return RevisionView.of(revisions.read(id));
    }

    @GET
    @Path("/files/{path:.+}")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "One file of a revision")
    public String getRevisionFile(String id, String path) {
        Revision revision = revisions.read(id);
        String text = revision.content().files().get(path);
        if (text == null) {
            throw Problem.of(
                            404,
                            "file-not-found",
                            "File not in revision",
                            "Revision " + id + " has no " + path + "; it has "
                                    + revision.content().files().keySet() + ".")
                    .asException();
        }
        return text;
    }

    @GET
    @Path("/archive")
    @Produces("application/gzip")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/gzip",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    @Operation(summary = "The files of a revision in one archive")
    public Response getRevisionArchive(String id) {
        Revision r = revisions.read(id);
        String name = r.scope().replace("_", "") + "-" + r.number() + ".tar.gz";
        return Response.ok(RevisionArchive.of(r), "application/gzip")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .tag(r.content().digest())
                .build();
    }

    @GET
    @Path("/diff")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Difference.class)))
    @Operation(summary = "What differs from an earlier revision")
    public Response diffRevision(
            String id,
            @QueryParam("against") @Nullable String against,
            @HeaderParam("Accept") @Nullable String accept) {
        Difference difference = revisions.compare(id, against);
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN);
        return plain
                ? Response.ok(difference.text(), MediaType.TEXT_PLAIN).build()
                : Response.ok(difference, MediaType.APPLICATION_JSON).build();
    }

    /** Has it brought to the target again, e.g. after the target was repaired. */
    @POST
    @Path("/publish")
    @RolesAllowed("operator")
    @Operation(summary = "Bring a revision to its target")
    @APIResponse(
            responseCode = "202",
            description = "It is brought to its target again",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RevisionView.class)))
    public Response publishRevision(String id) {
        RevisionView view = RevisionView.of(publishService.publish(id));
        return Response.accepted(view)
                .location(Operations.location(PublicationOperations.KIND, id))
                .build();
    }
}
