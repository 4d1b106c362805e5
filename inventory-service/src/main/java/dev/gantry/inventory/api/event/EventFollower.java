package dev.gantry.inventory.api.event;

import dev.gantry.inventory.flow.event.EventQueries;
import dev.gantry.kit.http.SseStream;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far one open stream has read the log. */
final class EventFollower {

    private static final int BATCH = 200;

    private final EventQueries events;
    private final Sse sse;
    private final List<String> hosts;
    private final List<String> types;
    private @Nullable Long position;
    private boolean isGreeted;
    private long lastSent = System.nanoTime();

    /** A position of null is now. */
    EventFollower(EventQueries events, Sse sse, EventQuery query, @Nullable Long position) {
        this.events = events;
        this.sse = sse;
        this.hosts = List.copyOf(query.hosts);
        this.types = List.copyOf(query.types);
        this.position = position;
    }

    /** Waits for events when there are none; a quiet stream gets comments. The first reading says where the stream begins, at once. */
    SseStream.Batch read() {
        long after = position == null ? events.newest() : position;
        position = after;
        if (!isGreeted) {
            isGreeted = true;
            return batch(List.of(comment("events after " + after)));
        }
        long rings = events.rings();
        List<EventQueries.Line> lines = events.after(after, hosts, types, BATCH);
        if (lines.isEmpty()) {
            return quiet(rings);
        }
        position = lines.getLast().id();
        return batch(lines.stream().map(this::event).toList());
    }

    private SseStream.Batch quiet(long rings) {
        try {
            events.await(rings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SseStream.Batch(List.of(), true);
        }
        boolean isDue = System.nanoTime() - lastSent > events.heartbeat().toNanos();
        return batch(isDue ? List.of(comment("still here")) : List.of());
    }

    private SseStream.Batch batch(List<OutboundSseEvent> some) {
        if (!some.isEmpty()) {
            lastSent = System.nanoTime();
        }
        return new SseStream.Batch(some, events.isClosed());
    }

    private OutboundSseEvent comment(String text) {
        return sse.newEventBuilder().comment(text).build();
    }

    private OutboundSseEvent event(EventQueries.Line line) {
        return sse.newEventBuilder()
                .id(Long.toString(line.id()))
                .name(line.type())
                .data(String.class, line.json())
                .build();
    }
}
