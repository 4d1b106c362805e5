package dev.gantry.novaconfig.api;

import dev.gantry.kit.http.SseStream;
import dev.gantry.novaconfig.flow.publish.ReconfigurationQueries;
import io.smallrye.common.annotation.Blocking;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** What a run's command prints: as text so far, or live until it ends. */
@Path("/v1/reconfigurations/{id}/log")
@Tag(name = "reconfigurations")
@RolesAllowed("viewer")
public class ReconfigurationLogResource {

    private static final Duration POLL = Duration.ofMillis(400);

    private final ReconfigurationQueries reconfigurations;

    ReconfigurationLogResource(ReconfigurationQueries reconfigurations) {
        this.reconfigurations = reconfigurations;
    }

    /** What the command printed so far. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String text(@RestPath String id) {
        return reconfigurations.output(id).text();
    }

    /** Line by line while it runs; event 'end' with the state closes it. The id of an event is the letters before its end: it goes on after Last-Event-ID. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Blocking
    @Operation(summary = "The log live; event 'end' closes it")
    public Multi<OutboundSseEvent> followReconfigurationLog(
            @RestPath String id, @RestHeader("Last-Event-ID") @Nullable String last, @Context Sse sse) {
        reconfigurations.output(id); // refused here: a stream that has begun can only break
        AtomicInteger after = new AtomicInteger(Math.toIntExact(Math.min(SseStream.position(last), Integer.MAX_VALUE)));
        return SseStream.of(POLL, () -> batch(reconfigurations.output(id), after, sse));
    }

    private static SseStream.Batch batch(ReconfigurationQueries.Output log, AtomicInteger after, Sse sse) {
        List<OutboundSseEvent> events = new ArrayList<>();
        String text = log.text();
        boolean ended = log.ended() != null;
        int at = after.get();
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0 && !ended) {
                break;
            }
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, end < 0 ? next : end).replace("\r", "");
            at = next;
            events.add(sse.newEventBuilder()
                    .id(Integer.toString(at))
                    .name("log")
                    .data(line)
                    .build());
        }
        after.set(at);
        if (ended) {
            events.add(sse.newEventBuilder()
                    .name("end")
                    .data(String.valueOf(log.ended()))
                    .build());
        }
        return new SseStream.Batch(events, ended);
    }
}
