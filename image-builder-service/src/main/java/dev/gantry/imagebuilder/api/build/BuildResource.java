package dev.gantry.imagebuilder.api.build;

import dev.gantry.imagebuilder.flow.build.BuildLogReader;
import dev.gantry.imagebuilder.flow.build.BuildOperations;
import dev.gantry.imagebuilder.flow.build.BuildRecords;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.kit.http.SseStream;
import dev.gantry.kit.operation.Operations;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Builds: how far they are, what they say, their SBOM and provenance. */
@Path("/v1/builds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "builds")
public class BuildResource {

    private static final Duration POLL = Duration.ofMillis(300);

    private final BuildRecords builds;
    private final BuildLogReader logs;

    BuildResource(BuildRecords builds, BuildLogReader logs) {
        this.builds = builds;
        this.logs = logs;
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "Builds, newest first")
    public Page<BuildView> listBuilds(
            @QueryParam("image") @DefaultValue("") String image,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        return builds.page(image, cursor == null ? "~" : Cursor.decode(cursor), limit)
                .map(BuildView::of);
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "One build; waiting says what it waits for")
    public BuildView getBuild(@PathParam("id") String id) {
        return BuildView.of(builds.get(id));
    }

    @POST
    @Path("/{id}/cancel")
    @RunOnVirtualThread
    @RolesAllowed("operator")
    @Operation(summary = "End a build; nothing of it is published")
    @APIResponse(
            responseCode = "202",
            description = "The build, which ends",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BuildView.class)))
    public Response cancelBuild(@PathParam("id") String id) {
        BuildView build = BuildView.of(builds.cancel(id));
        return Response.accepted(build)
                .location(Operations.location(BuildOperations.KIND, build.id()))
                .build();
    }

    @GET
    @Path("/{id}/log")
    @Produces(MediaType.TEXT_PLAIN)
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    public Response getBuildLog(@PathParam("id") String id) {
        return file(id, "log.txt", MediaType.TEXT_PLAIN);
    }

    @GET
    @Path("/{id}/log")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @RolesAllowed("viewer")
    @Blocking
    @Operation(summary = "The log live; event 'end' closes it")
    public Multi<OutboundSseEvent> followBuildLog(
            @PathParam("id") String id, @RestHeader("Last-Event-ID") @Nullable String last, @Context Sse sse) {
        logs.read(id, 0); // refused here: a stream that has begun can only break
        AtomicLong after = new AtomicLong(SseStream.position(last));
        return SseStream.of(POLL, () -> batch(logs.read(id, after.get()), after, sse));
    }

    private static SseStream.Batch batch(BuildLogReader.Piece piece, AtomicLong after, Sse sse) {
        List<OutboundSseEvent> events = new ArrayList<>();
        for (BuildLogReader.Line line : piece.lines()) {
            after.set(line.end());
            events.add(sse.newEventBuilder()
                    .id(Long.toString(line.end()))
                    .name("log")
                    .data(line.text())
                    .build());
        }
        if (piece.ended() != null) {
            events.add(sse.newEventBuilder().name("end").data(piece.ended()).build());
        }
        return new SseStream.Batch(events, piece.ended() != null);
    }

    @GET
    @Path("/{id}/sbom")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "The packages in the image of a build, as CycloneDX")
    public Response getBuildSbom(@PathParam("id") String id) {
        return file(id, "sbom.json", MediaType.APPLICATION_JSON);
    }

    @GET
    @Path("/{id}/provenance")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "What a build was made of and how")
    public Response getBuildProvenance(@PathParam("id") String id) {
        return file(id, "provenance.json", MediaType.APPLICATION_JSON);
    }

    private Response file(String id, String name, String type) {
        java.nio.file.Path file = logs.file(id, name);
        if (!Files.exists(file)) {
            throw ProblemException.unknown(
                    "build-file-not-found", "Not there", "Build %s has no %s (yet).".formatted(id, name));
        }
        return Response.ok(file, type).build();
    }
}
