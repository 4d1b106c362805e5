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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Gives records to those who read their type; their effect and the inbox row are one transaction. */
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

    /** Whether an event has an effect here beyond being seen. */
    boolean isHandled(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null
                && type.value() != null
                && EventType.ofType(new String(type.value(), UTF_8))
                        .map(this::isRead)
                        .orElse(false);
    }

    private boolean isRead(EventType type) {
        return handlers.stream().anyMatch(h -> h.reads() == type.record());
    }

    @Transactional
    void deliver(ConsumerRecord<String, byte[]> record) {
        CloudEventContext received = CloudEventContext.of(record);
        Optional<EventType> type = EventType.ofType(received.type()).filter(this::isRead);
        if (observers.isEmpty() && type.isEmpty()) {
            return;
        }
        if (!inbox.isFirst(received)) {
            Log.debugf("event seen before, skipped eventId=%s type=%s", received.id(), received.type());
            return;
        }
        Trace.enter(received.traceparent());
        try (Spans.Open span = spans.open("receive " + received.type(), SpanKind.CONSUMER)) {
            span.with("messaging.destination.name", record.topic()).with("gantry.subject", received.subject());
            observers.forEach(o -> o.seen(List.of(observed(record, received))));
            type.ifPresent(known -> handle(known, record, received));
        } finally {
            Trace.leave();
        }
    }

    /** Events that nobody handles, in one transaction. */
    @Transactional
    void observe(List<ConsumerRecord<String, byte[]>> records) {
        if (observers.isEmpty()) {
            records.forEach(CloudEventContext::of);
            return;
        }
        Map<CloudEventContext, ConsumerRecord<String, byte[]>> received = new IdentityHashMap<>();
        List<CloudEventContext> contexts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            CloudEventContext context = CloudEventContext.of(record);
            contexts.add(context);
            received.put(context, record);
        }
        List<CloudEventContext> firsts = inbox.firsts(contexts);
        if (firsts.isEmpty()) {
            return;
        }
        List<Spans.Open> open = firsts.stream()
                .map(first -> spans.openAside("receive " + first.type(), SpanKind.CONSUMER, first.traceparent())
                        .with("gantry.subject", first.subject()))
                .toList();
        Trace.enter(firsts.getLast().traceparent());
        try {
            List<EventObserver.Observed> events = firsts.stream()
                    .map(first -> observed(Objects.requireNonNull(received.get(first)), first))
                    .toList();
            observers.forEach(o -> o.seen(events));
        } finally {
            Trace.leave();
            open.forEach(Spans.Open::end);
        }
    }

    private static EventObserver.Observed observed(ConsumerRecord<String, byte[]> record, CloudEventContext received) {
        return new EventObserver.Observed(received, new String(record.value(), UTF_8));
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
