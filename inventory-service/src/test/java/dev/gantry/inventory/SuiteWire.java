package dev.gantry.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.contracts.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Speaks for the other services on the wire with the examples of the contracts, and hears what inventory says. */
final class SuiteWire {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In place of the type of a record without a value. */
    static final String TOMBSTONE = "tombstone";

    /** An event as it lay on the wire. */
    record Heard(String type, JsonNode data) {}

    private SuiteWire() {}

    /** Sends the example of a type, changed. */
    static void say(String servers, EventType type, Consumer<ObjectNode> change) {
        try (InputStream example = SuiteWire.class.getResourceAsStream("/" + type.example());
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            ObjectNode data = (ObjectNode) JSON.readTree(example);
            change.accept(data);
            String key = data.path("host").asText();
            ProducerRecord<String, String> record =
                    new ProducerRecord<>(type.topic().topicName(), key, data.toString());
            Map.of(
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_source", type.topic().source(),
                            "ce_specversion", "1.0",
                            "ce_type", type.type(),
                            "ce_subject", key,
                            "ce_time", Instant.now().toString())
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            producer.send(record);
            producer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything inventory has said of a key on a topic so far, in order. */
    static List<Heard> heard(String servers, String topic, String key) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map((PartitionInfo p) -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Heard> heard = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (key.equals(record.key())) {
                        heard.add(
                                record.value() == null
                                        ? new Heard(TOMBSTONE, JSON.nullNode())
                                        : new Heard(
                                                new String(
                                                        record.headers()
                                                                .lastHeader("ce_type")
                                                                .value(),
                                                        UTF_8),
                                                read(record.value())));
                    }
                });
            }
            return heard;
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
