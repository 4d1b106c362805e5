package dev.gantry.kit.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.EventType;
import dev.gantry.contracts.Topic;
import dev.gantry.contracts.event.Event;
import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Where a fact is written in the transaction that makes it true; {@link OutboxPump} sends it afterwards. */
@ApplicationScoped
public class Outbox {

    private static final ObjectMapper HEADERS = new ObjectMapper();

    private final OutboxBuffer buffer;
    private final Clock clock;

    public Outbox(OutboxBuffer buffer, Clock clock) {
        this.buffer = buffer;
        this.clock = clock;
    }

    /** Only inside a transaction: the event is sent if and only if that commits. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID publish(Event event) {
        EventType type = EventType.of(event);
        UUID id = Ids.next();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_source", type.topic().source());
        headers.put("ce_type", type.type());
        headers.put("ce_subject", event.subject());
        headers.put("ce_time", clock.instant().toString());
        headers.put("ce_dataschema", "/" + type.schema());
        headers.put("content-type", "application/json");
        headers.put(Trace.HEADER, Trace.current());
        insert(id, type.topic().topicName(), event.subject(), headers, EventJson.write(event));
        return id;
    }

    /** Ends a key of a compacted topic: its last picture goes, and who reads from the start learns nothing of it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tombstone(Topic topic, String key) {
        insert(Ids.next(), topic.topicName(), key, Map.of(Trace.HEADER, Trace.current()), OutboxRow.TOMBSTONE);
    }

    /** A row as it is, for dead letters and their replay. */
    @Transactional(Transactional.TxType.MANDATORY)
    void forward(String topic, String key, Map<String, String> headers, String data) {
        insert(Ids.next(), topic, key, headers, data);
    }

    private void insert(UUID id, String topic, String key, Map<String, String> headers, String data) {
        try {
            buffer.add(new OutboxBuffer.Unsent(id, topic, key, HEADERS.writeValueAsString(headers), data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers cannot be written", e);
        }
    }
}
