package dev.gantry.imagebuilder.api.artifact;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.flow.artifact.ContentService;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** Serves the folder store under Pulp's content paths with ranges and entity tags (RFC 9110 sections 13, 14). */
@Path("/pulp/content/{base}/{path: .*}")
@Tag(name = "repository")
@RunOnVirtualThread
@PermitAll
public class ContentResource {

    private static final String MANIFEST = "PULP_MANIFEST";

    private final ContentService content;

    private final SecurityIdentity caller;
    private final ImageBuilderSettings settings;

    ContentResource(ContentService content, SecurityIdentity caller, ImageBuilderSettings settings) {
        this.content = content;
        this.caller = caller;
        this.settings = settings;
    }

    /** What a request says about the part it wants and the copy it has. */
    public record RangeRequest(
            @Nullable String range,
            @Nullable String ifRange,
            @Nullable String ifNoneMatch) {}

    @GET
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "A published file, whole or a range of it")
    @APIResponse(
            responseCode = "200",
            description = "The file, or the list of files",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "A part of the file",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "As the copy that If-None-Match names")
    @APIResponse(
            responseCode = "416",
            description = "The range is outside of the file",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Response getContent(
            @PathParam("base") String base,
            @PathParam("path") String path,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        requireViewer(base);
        if (path.isEmpty() || path.equals(MANIFEST)) {
            return listing(base, path);
        }
        StoredFile file = content.find(base, path).orElseThrow(NotFoundException::new);
        return respond(file, new RangeRequest(range, ifRange, ifNoneMatch));
    }

    @HEAD
    @Operation(summary = "Whether a published file is there, its length and entity tag")
    public Response headContent(@PathParam("base") String base, @PathParam("path") String path) {
        requireViewer(base);
        if (path.isEmpty() || path.equals(MANIFEST)) {
            return Response.ok().type(MediaType.TEXT_PLAIN).build();
        }
        StoredFile file = content.find(base, path).orElseThrow(NotFoundException::new);
        return described(Response.ok(), file)
                .header("Content-Length", file.bytes())
                .build();
    }

    /** Driver bundles are open, as hosts fetch them; images may carry a licence token. */
    private void requireViewer(String base) {
        if (!base.equals(settings.artifacts().repository()) && !caller.hasRole("viewer")) {
            throw new UnauthorizedException();
        }
    }

    private Response respond(StoredFile file, RangeRequest asked) {
        String tag = tag(file);
        if (asked.ifNoneMatch() != null
                && (asked.ifNoneMatch().contains(tag) || asked.ifNoneMatch().equals("*"))) {
            return described(Response.notModified(), file).build();
        }
        boolean isSameCopy = asked.ifRange() == null || asked.ifRange().equals(tag);
        Optional<ByteRange> range =
                isSameCopy && asked.range() != null ? ByteRange.parse(asked.range(), file.bytes()) : Optional.empty();
        if (range.isEmpty()) {
            return described(Response.ok(file.path()), file).build();
        }
        ByteRange part = range.get();
        if (part.isOutside()) {
            return Response.fromResponse(ProblemMapper.answer(Problem.of(
                            416,
                            "range-outside",
                            "Range outside of the file",
                            "The file has %d bytes; ask for a part of these.".formatted(file.bytes()))))
                    .header("Content-Range", "bytes */" + file.bytes())
                    .build();
        }
        return described(Response.status(206).entity(new PathPart(file.path(), part.from(), part.length())), file)
                .header("Content-Range", "bytes %d-%d/%d".formatted(part.from(), part.to(), file.bytes()))
                .build();
    }

    private Response listing(String base, String path) {
        RepositoryVersion version = content.latest(base).orElseThrow(NotFoundException::new);
        if (path.equals(MANIFEST)) {
            String lines = version.files().stream()
                    .map(RepositoryVersion::manifestLine)
                    .collect(Collectors.joining("\n", "", "\n"));
            return Response.ok(lines, MediaType.TEXT_PLAIN).build();
        }
        String items = version.files().stream()
                .map(f -> "<li><a href=\"%1$s\">%1$s</a> %2$d</li>"
                        .formatted(Artifact.urlPath(f.relativePath()), f.bytes()))
                .collect(Collectors.joining("\n"));
        String page = "<!doctype html><title>%1$s</title><ul>%n%2$s%n</ul>%n".formatted(base, items);
        return Response.ok(page, MediaType.TEXT_HTML).build();
    }

    private static Response.ResponseBuilder described(Response.ResponseBuilder response, StoredFile file) {
        return response.type(MediaType.APPLICATION_OCTET_STREAM)
                .header("ETag", tag(file))
                .header("Accept-Ranges", "bytes")
                .header("X-PULP-ARTIFACT-SIZE", file.bytes());
    }

    private static String tag(StoredFile file) {
        return "\"" + file.sha256().hex() + "\"";
    }
}
