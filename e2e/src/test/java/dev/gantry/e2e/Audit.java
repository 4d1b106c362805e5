package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.EventType;
import dev.gantry.contracts.Topic;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Compares what the services said (outboxes), what is on the wire (topics) and what was made of it (inboxes). */
final class Audit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final LocalSuite suite;

    Audit(LocalSuite suite) {
        this.suite = suite;
    }

    /** An event as it was first seen on the wire. */
    record Heard(String id, String type, String subject, JsonNode data) {}

    /** Everything said is on the wire, and inventory, which sees all events, took in each exactly once. */
    void nothingIsLostOrBuried() throws SQLException {
        for (Service service : Service.values()) {
            Awaitility.await(service + " has sent everything").atMost(LIMIT).untilAsserted(() -> assertThat(
                            ids(service, "select event_id::text from outbox where sent_at is null"))
                    .isEmpty());
            assertThat(ids(service, "select reason from dead_letter")).isEmpty();
        }
        Map<String, Heard> wire = wire();
        for (Service service : Service.values()) {
            assertThat(wire.keySet()).containsAll(ids(service, "select event_id::text from outbox"));
        }
        Set<String> events = new HashSet<>(wire.keySet());
        wire.values().stream()
                .filter(heard -> heard.type().equals(EventType.HOST_SNAPSHOT.type()))
                .forEach(heard -> events.remove(heard.id()));
        Awaitility.await("inventory has taken in everything").atMost(LIMIT).untilAsserted(() -> assertThat(
                        ids(Service.INVENTORY, "select id from inbox"))
                .containsExactlyInAnyOrderElementsOf(events));
    }

    /**
     * The lifecycle of a host as the wire tells it, e.g. {@code ENROLLED>INSPECTING}, in order of its versions. A look that
     * leaves a host in its state is told as well, and is no move.
     */
    List<String> moves(String host) {
        return wire().values().stream()
                .filter(heard -> heard.type().equals(EventType.HOST_STATE_CHANGED.type()))
                .filter(heard -> heard.subject().equals(host))
                .filter(heard -> !heard.data().path("from").equals(heard.data().path("to")))
                .sorted((a, b) -> Long.compare(
                        a.data().path("version").asLong(),
                        b.data().path("version").asLong()))
                .map(heard -> heard.data().path("from").asText() + ">"
                        + heard.data().path("to").asText())
                .toList();
    }

    List<Heard> ofType(EventType type) {
        return wire().values().stream()
                .filter(heard -> heard.type().equals(type.type()))
                .toList();
    }

    private List<String> ids(Service service, String sql) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = suite.connect(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** By id; the same event sent twice is one. */
    private Map<String, Heard> wire() {
        Map<String, Heard> heard = new LinkedHashMap<>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                suite.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = Arrays.stream(Topic.values())
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(Audit::partition)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    Heard one = heard(record);
                    heard.putIfAbsent(one.id(), one);
                }
            }
        }
        return heard;
    }

    private static Heard heard(ConsumerRecord<String, String> record) {
        try {
            return new Heard(
                    header(record, "ce_id"),
                    header(record, "ce_type"),
                    header(record, "ce_subject"),
                    record.value() == null ? JSON.nullNode() : JSON.readTree(record.value()));
        } catch (IOException e) {
            throw new AssertionError("not JSON in " + record.topic() + ": " + record.value(), e);
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as("%s of %s", name, record).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
