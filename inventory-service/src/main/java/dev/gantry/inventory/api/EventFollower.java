package dev.gantry.inventory.api;

import dev.gantry.inventory.flow.ReadEvents;
import io.quarkus.logging.Log;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One open stream: reads the log, sends, waits, until the reader has gone. */
final class EventFollower {

    private static final int BATCH = 200;
    /** A reader that takes nothing for so long has gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReadEvents events;
    private final SseEventSink sink;
    private final Sse sse;
    private long position;
    private long lastSent = System.nanoTime();

    EventFollower(ReadEvents events, SseEventSink sink, Sse sse, long position) {
        this.events = events;
        this.sink = sink;
        this.sse = sse;
        this.position = position;
    }

    void follow(List<String> hosts, List<String> types) {
        try {
            send(sse.newEventBuilder().comment("events after " + position).build());
            while (!sink.isClosed() && !events.isClosed()) {
                long rings = events.rings();
                List<ReadEvents.Line> lines = events.after(position, hosts, types, BATCH);
                for (ReadEvents.Line line : lines) {
                    send(event(line));
                    position = line.id();
                }
                if (lines.isEmpty()) {
                    events.await(rings);
                    beat();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            Log.debugf("event stream ended position=%d reason=%s", position, e.getMessage());
        } catch (RuntimeException e) {
            Log.warnf(e, "event stream broke, its reader may come back position=%d", position);
        }
    }

    private OutboundSseEvent event(ReadEvents.Line line) {
        return sse.newEventBuilder()
                .id(Long.toString(line.id()))
                .name(line.type())
                .data(String.class, line.json())
                .build();
    }

    private void beat() throws InterruptedException, ExecutionException, TimeoutException {
        if (System.nanoTime() - lastSent > events.heartbeat().toNanos()) {
            send(sse.newEventBuilder().comment("still here").build());
        }
    }

    /** One at a time: a slow reader slows only itself. */
    private void send(OutboundSseEvent event) throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        lastSent = System.nanoTime();
    }
}
