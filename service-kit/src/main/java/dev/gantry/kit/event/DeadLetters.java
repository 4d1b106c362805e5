package dev.gantry.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.Topic;
import dev.gantry.kit.db.DatabaseException;
import dev.gantry.kit.trace.Ids;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records that could not be used: kept with the reason, told on {@code <topic>.dlq}, and replayed on request. */
@ApplicationScoped
public class DeadLetters {

    /** One buried record. {@code data} is what came, as text. */
    public record DeadLetter(
            UUID id, String topic, @Nullable String key, String headers, String data, String reason, String buriedAt) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "id, topic, key, headers, data, reason, buried_at";

    private final AgroalDataSource database;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    DeadLetters(AgroalDataSource database, Outbox outbox, MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** All are there from the start: of a number that appears with its first event, Prometheus does not see that event. */
    void counters(@Observes StartupEvent start) {
        for (Topic topic : Topic.values()) {
            counter(topic.topicName());
        }
    }

    private Counter counter(String topic) {
        return metrics.counter("gantry.dead.letters", "topic", topic);
    }

    @Transactional
    void bury(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        String key = record.key() == null ? "" : record.key();
        Map<String, String> headers = CloudEventContext.headersOf(record);
        headers.put("gantry_reason", reason.lines().findFirst().orElse("unknown"));
        String data = record.value() == null ? "" : new String(record.value(), UTF_8);
        insert(record.topic(), key, headers, data, reason);
        outbox.forward(record.topic() + ".dlq", key, headers, data);
        counter(record.topic()).increment();
        Log.errorf(failure, "event buried topic=%s key=%s reason=%s", record.topic(), key, reason);
    }

    /** Newest first, those not replayed yet. */
    @Transactional
    List<DeadLetter> list() {
        return select(
                "select " + COLUMNS + " from dead_letter where replayed_at is null order by buried_at desc limit 500",
                null);
    }

    /** Sends it again to the topic it came from; empty when it is not known or was replayed. */
    @Transactional
    Optional<DeadLetter> replay(UUID id) {
        Optional<DeadLetter> found = select(
                        "update dead_letter set replayed_at = now() where id = ? and replayed_at is null returning "
                                + COLUMNS,
                        id)
                .stream()
                .findFirst();
        found.ifPresent(letter -> outbox.forward(
                letter.topic(), String.valueOf(letter.key()), readHeaders(letter.headers()), letter.data()));
        return found;
    }

    private void insert(String topic, String key, Map<String, String> headers, String data, String reason) {
        String sql = "insert into dead_letter (id, topic, key, headers, data, reason) values (?, ?, ?, ?::jsonb, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Ids.next());
            insert.setString(2, topic);
            insert.setString(3, key);
            insert.setString(4, JSON.writeValueAsString(headers));
            insert.setString(5, data.replace("\0", ""));
            insert.setString(6, reason);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("dead letter not written", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<DeadLetter> select(String sql, @Nullable UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            if (id != null) {
                select.setObject(1, id);
            }
            List<DeadLetter> letters = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    letters.add(new DeadLetter(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getTimestamp(7).toInstant().toString()));
                }
            }
            return letters;
        } catch (SQLException e) {
            throw new DatabaseException("dead letters not read", e);
        }
    }

    private static Map<String, String> readHeaders(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
