package dev.gantry.provisioner.api;

import dev.gantry.kit.http.SseStream;
import dev.gantry.provisioner.flow.run.LogView;
import dev.gantry.provisioner.flow.run.RunQueries;
import dev.gantry.provisioner.flow.run.RunView;
import dev.gantry.provisioner.model.run.LogPiece;
import dev.gantry.provisioner.model.run.RunState;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** A run's log, as text so far, or live until the run ends. */
@Path("/v1/runs/{id}/log")
@Tag(name = "runs")
public class RunLogResource {

    private static final Duration POLL = Duration.ofMillis(400);

    private final RunQueries queries;

    RunLogResource(RunQueries queries) {
        this.queries = queries;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Operation(summary = "The log so far, as text")
    public String getRunLog(@RestPath UUID id) {
        StringBuilder text = new StringBuilder();
        LogView some = queries.log(id, 0);
        while (!some.pieces().isEmpty()) {
            some.pieces().forEach(piece -> text.append(piece.text()));
            some = queries.log(id, some.pieces().getLast().id());
        }
        return text.toString();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @RolesAllowed("viewer")
    @Blocking
    @Operation(
            summary = "The log live; event 'progress' says where the run stands, 'end' closes it. Goes on after"
                    + " Last-Event-ID")
    public Multi<OutboundSseEvent> followRunLog(
            @RestPath UUID id, @RestHeader("Last-Event-ID") @Nullable String last, @Context Sse sse) {
        queries.run(id); // refused here: a stream that has begun can only break
        AtomicLong after = new AtomicLong(SseStream.position(last));
        AtomicReference<Progress> told = new AtomicReference<>();
        return SseStream.of(POLL, () -> batch(id, after, told, sse));
    }

    /** Where a run stands; {@code waiting} is empty while it does not wait. */
    public record Progress(RunState state, String step, String waiting, int changes, int reboots) {

        static Progress of(RunView run) {
            return new Progress(run.state(), run.step(), run.waiting(), run.changes(), run.reboots());
        }
    }

    private SseStream.Batch batch(UUID id, AtomicLong after, AtomicReference<Progress> told, Sse sse) {
        Progress now = Progress.of(queries.run(id));
        LogView some = queries.log(id, after.get());
        List<OutboundSseEvent> events = new ArrayList<>();
        if (!now.equals(told.getAndSet(now))) {
            events.add(sse.newEventBuilder()
                    .name("progress")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(Progress.class, now)
                    .build());
        }
        for (LogPiece piece : some.pieces()) {
            after.set(piece.id());
            events.add(sse.newEventBuilder()
                    .id(Long.toString(piece.id()))
                    .name("log")
                    .data(piece.text().stripTrailing())
                    .build());
        }
        if (some.ended()) {
            events.add(sse.newEventBuilder()
                    .name("end")
                    .data(queries.run(id).state().name())
                    .build());
        }
        return new SseStream.Batch(events, some.ended());
    }
}
