package dev.gantry.local.suite.chaos.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.Topic;
import dev.gantry.local.suite.launcher.LocalSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all that the services ever said from the topics of a suite. */
public final class WireReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> broker;

    public WireReader(LocalSuite suite) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.bootstrapServers()));
    }

    /** @param broker where it is and how one logs in there, as Kafka's clients call it */
    public WireReader(Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /** An event as it was first seen on the wire. */
    public record WireEvent(String id, String type, String subject, JsonNode data) {}

    /** By id, in the order of each topic's partitions; the same event sent twice is one. */
    public Map<String, WireEvent> read() {
        Map<String, WireEvent> heard = new LinkedHashMap<>();
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = Arrays.stream(Topic.values())
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(WireReader::partition)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null) {
                        WireEvent one = event(record);
                        heard.putIfAbsent(one.id(), one);
                    }
                }
            }
        }
        return heard;
    }

    private static WireEvent event(ConsumerRecord<String, String> record) {
        try {
            return new WireEvent(
                    header(record, "ce_id"),
                    header(record, "ce_type"),
                    header(record, "ce_subject"),
                    JSON.readTree(record.value()));
        } catch (IOException e) {
            throw new IllegalStateException("not JSON in " + record.topic() + ": " + record.value(), e);
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("no header " + name + " in " + record);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
