package dev.gantry.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.contracts.EventType;
import dev.gantry.contracts.event.Event;
import dev.gantry.kit.trace.Spans;
import dev.gantry.kit.trace.Trace;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives one record to those who read its type; their effect and the inbox row are one transaction. */
@ApplicationScoped
class EventDispatcher {

    private final List<EventHandler<?>> handlers;
    private final List<EventObserver> observers;
    private final Inbox inbox;
    private final Spans spans;

    EventDispatcher(@All List<EventHandler<?>> handlers, @All List<EventObserver> observers, Inbox inbox, Spans spans) {
        this.handlers = handlers;
        this.observers = observers;
        this.inbox = inbox;
        this.spans = spans;
    }

    @Transactional
    void deliver(ConsumerRecord<String, byte[]> record) {
        CloudEventContext received = CloudEventContext.of(record);
        Optional<EventType> type = EventType.ofType(received.type());
        boolean read = type.isPresent()
                && handlers.stream().anyMatch(h -> h.reads() == type.get().record());
        if (observers.isEmpty() && !read) {
            return;
        }
        if (!inbox.isFirst(received)) {
            Log.debugf("event seen before, skipped eventId=%s type=%s", received.id(), received.type());
            return;
        }
        Trace.enter(received.traceparent());
        try (Spans.Open span = spans.open("receive " + received.type(), SpanKind.CONSUMER)) {
            span.with("messaging.destination.name", record.topic()).with("gantry.subject", received.subject());
            String json = new String(record.value(), UTF_8);
            observers.forEach(o -> o.seen(received, json));
            if (read) {
                handle(type.get(), record, received);
            }
        } finally {
            Trace.leave();
        }
    }

    private void handle(EventType type, ConsumerRecord<String, byte[]> record, CloudEventContext received) {
        Event event = EventJson.read(type.record(), record.value());
        for (EventHandler<?> handler : handlers) {
            if (handler.reads() == type.record()) {
                give(handler, event, received);
            }
        }
    }

    private static <E extends Event> void give(EventHandler<E> handler, Event event, CloudEventContext received) {
        handler.handle(handler.reads().cast(event), received);
    }
}
