package dev.gantry.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.kit.trace.Spans;
import dev.gantry.kit.trace.Trace;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Puts a row on the wire as a CloudEvent in Kafka's binary mode; done when all in-sync replicas have it. */
@ApplicationScoped
class EventSender {

    private final Map<String, Object> broker;
    private final Spans spans;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /** @param broker everything set as {@code kafka.*}: addresses, and where the broker asks for it TLS and credentials */
    EventSender(@Identifier("default-kafka-broker") Map<String, Object> broker, Spans spans) {
        this.broker = Map.copyOf(broker);
        this.spans = spans;
    }

    CompletableFuture<Void> send(OutboxRow row) {
        byte[] data = row.data().equals(OutboxRow.TOMBSTONE) ? null : row.data().getBytes(UTF_8);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(row.topic(), row.key(), data);
        row.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        Spans.Open span = spans.openAside(
                "send " + row.topic(), SpanKind.PRODUCER, row.headers().get(Trace.HEADER));
        arrived.whenComplete((nothing, failure) -> {
            if (failure != null) {
                span.failed(String.valueOf(failure.getMessage()));
            }
            span.end();
        });
        try {
            producer().send(record, (metadata, failure) -> {
                if (failure == null) {
                    arrived.complete(null);
                } else {
                    arrived.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            arrived.completeExceptionally(e);
        }
        return arrived;
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> made = producer;
        if (made == null) {
            Map<String, Object> settings = new HashMap<>(broker);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            // The pump hands over all that it has and waits: a pause for more to come (5 ms since Kafka 4) would only
            // delay each.
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
            made = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }
}
