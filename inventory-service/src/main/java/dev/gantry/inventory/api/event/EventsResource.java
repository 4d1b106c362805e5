package dev.gantry.inventory.api.event;

import dev.gantry.inventory.flow.event.EventQueries;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.SseStream;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** The suite's events as server-sent events: {@code id} is the number in the log, {@code data} a CloudEvent in JSON. */
@Path("/v1/events")
@Tag(name = "events")
public class EventsResource {

    private static final int MAX_STREAMS = 200;

    private final EventQueries events;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);

    EventsResource(EventQueries events) {
        this.events = events;
    }

    @GET
    @RolesAllowed("viewer")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow all events of the suite",
            description =
                    "Goes on after Last-Event-ID or after=; after=0 starts at the beginning of the log, neither at now."
                            + " host and type may be repeated; a type may end in *. A quiet stream sends comments.")
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @NonBlocking
    public Multi<OutboundSseEvent> followEvents(@Context Sse sse, @BeanParam EventQuery query) {
        String from = query.from();
        EventFollower follower = new EventFollower(events, sse, query, from == null ? null : number(from));
        if (!streams.tryAcquire()) {
            throw Problem.of(
                            503,
                            "streams-exhausted",
                            "Too many event streams",
                            "There are %d open streams; close one or come back later.".formatted(MAX_STREAMS))
                    .asException();
        }
        return SseStream.of(Duration.ZERO, follower::read).onTermination().invoke(streams::release);
    }

    private static long number(String text) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw Problem.of(
                        400,
                        "cursor-malformed",
                        "Cursor not readable",
                        "Send after= or Last-Event-ID as the id of an event that you got; found '%s'.".formatted(text))
                .asException();
    }
}
