package dev.gantry.kit.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.http.SseStream;
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
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Work that takes longer than a call, in the same shape in every service. */
@Path("/v1/operations")
@Tag(name = "operations")
public class OperationsResource {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long MICROS = 1_000_000;

    private final Operations operations;
    private final ObjectMapper json;

    OperationsResource(Operations operations, ObjectMapper json) {
        this.operations = operations;
        this.json = json;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "List long operations, the newest first")
    public Page<OperationView> listOperations(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        Instant before = cursor == null ? Instant.ofEpochSecond(1L << 33) : time(Cursor.number(cursor));
        return Page.of(
                operations.newest(kind, before, limit), limit, null, last -> Long.toString(micros(last.startedAt())));
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @RolesAllowed("viewer")
    @Operation(summary = "Show how far a long operation is")
    public OperationView getOperation(@PathParam("id") String id) {
        return operations.find(id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @RolesAllowed("viewer")
    @Operation(summary = "Follow a long operation: told at each change, with event end at its end")
    public Multi<OutboundSseEvent> followOperation(@PathParam("id") String id, @Context Sse sse) {
        operations.find(id); // refused here: a stream that has begun can only break
        AtomicReference<String> told = new AtomicReference<>("");
        return SseStream.of(POLL, () -> batch(operations.find(id), told, sse));
    }

    @POST
    @Path("{id}/cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @RolesAllowed("operator")
    @Operation(summary = "Cancel a long operation; what it did so far stays")
    public OperationView cancelOperation(@PathParam("id") String id) {
        return operations.cancel(id);
    }

    private SseStream.Batch batch(OperationView now, AtomicReference<String> told, Sse sse) {
        String text = text(now);
        boolean isNew = !text.equals(told.getAndSet(text));
        List<OutboundSseEvent> events = isNew
                ? List.of(sse.newEventBuilder()
                        .name(now.state().isEnded() ? "end" : "progress")
                        .data(text)
                        .build())
                : List.of();
        return new SseStream.Batch(events, now.state().isEnded());
    }

    private String text(OperationView operation) {
        try {
            return json.writeValueAsString(operation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an operation is always JSON", e);
        }
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * MICROS + time.getNano() / 1_000;
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1_000);
    }
}
