package dev.gantry.kit.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Server-sent events read in batches; the next batch is read when the reader has taken the one before, so a slow reader slows only itself. */
public final class SseStream {

    private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

    private SseStream() {}

    /** The events of one reading; {@code isLast} ends the stream after them. */
    public record Batch(List<OutboundSseEvent> events, boolean isLast) {}

    /** Reads at once and then with the pause between readings. A reading may block; it is never called twice at a time. */
    public static Multi<OutboundSseEvent> of(Duration pause, Supplier<Batch> reading) {
        var batches = Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(reading).runSubscriptionOn(VIRTUAL));
        return (pause.isZero() ? batches : batches.withDelay(pause))
                .whilst(batch -> !batch.isLast())
                .onItem()
                .transformToIterable(Batch::events);
    }

    /** The number that a reader sends as Last-Event-ID to go on after it; 0 for none and for what is no number. */
    public static long position(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }
}
