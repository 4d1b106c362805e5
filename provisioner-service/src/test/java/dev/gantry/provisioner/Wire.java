package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.EventType;
import dev.gantry.contracts.Topic;
import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.event.HostEvent;
import dev.gantry.kit.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what inventory would say, and hears what the provisioner says. */
public final class Wire implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Thread listener;

    public Wire(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "wire-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        listener = Thread.ofPlatform().daemon().name("wire").start(this::listen);
    }

    public void say(Event event) {
        EventType type = EventType.of(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                type.topic().topicName(),
                event.subject(),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", type.topic().source(),
                        "ce_type", type.type(),
                        "ce_subject", event.subject(),
                        "ce_time", "2026-01-01T00:00:00Z")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    private void listen() {
        consumer.subscribe(List.of(Topic.PROVISIONER.topicName()));
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    String type =
                            new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    EventType.ofType(type)
                            .ifPresent(known -> heard.add(EventJson.read(known.record(), record.value())));
                }
            }
        } catch (WakeupException closed) {
            consumer.close();
        }
    }

    public <E extends HostEvent> List<E> heard(Class<E> type, String host) {
        return heard.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(e -> e.host().equals(host))
                .toList();
    }

    /** The newest of that type about that host at that version. */
    public <E extends HostEvent> E await(Class<E> type, String host, long version, Duration patience) {
        AtomicReference<E> found = new AtomicReference<>();
        org.awaitility.Awaitility.await(type.getSimpleName() + " of " + host)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    heard(type, host).stream()
                            .filter(e -> e.version() == version)
                            .forEach(found::set);
                    assertThat(found.get())
                            .as(() -> "heard: "
                                    + heard.stream()
                                            .filter(e -> e.subject().equals(host))
                                            .map(Event::toString)
                                            .map(s -> s.substring(0, Math.min(400, s.length())))
                                            .toList())
                            .isNotNull();
                });
        return found.get();
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close();
    }
}
