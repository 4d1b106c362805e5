package dev.gantry.novaconfig;

import static org.awaitility.Awaitility.await;

import dev.gantry.contracts.EventType;
import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.event.HostEvent;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.kit.event.EventJson;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, for tests: says events as they do and hears what nova-config answers. */
final class EventWire implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<HostEvent> heard = new ArrayList<>();

    EventWire(String servers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer());
        String topic = "gantry.nova-config.events";
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** A host's devices as the provisioner would report them. */
    static HostProvisioned provisioned(String host, long version, String group, HostDevices like) {
        List<Device> devices = like.devices().stream().map(EventWire::device).toList();
        return new HostProvisioned(
                host, version, "run-" + version, devices, List.of("compute", group, "vgpu"), "525.105.14", 3, 1, null);
    }

    void say(Event event) {
        send(EventType.of(event), event.subject(), EventJson.write(event));
    }

    void send(EventType type, String key, String json) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key, json.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        type.topic().source(),
                        "ce_type",
                        type.type(),
                        "ce_specversion",
                        "1.0",
                        "ce_subject",
                        key,
                        "ce_time",
                        "2026-05-04T10:00:00Z")
                .forEach((k, v) -> record.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    /** Waits for the answer to that version of the host. */
    <E extends HostEvent> E heard(Class<E> kind, String host, long version) {
        return heard(kind, host, version, e -> true);
    }

    /** Waits for such an answer to that version of the host. */
    <E extends HostEvent> E heard(Class<E> kind, String host, long version, Predicate<E> such) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            consumer.poll(Duration.ofMillis(50)).forEach(this::keep);
            return find(kind, host, version, such).isPresent();
        });
        return find(kind, host, version, such).orElseThrow();
    }

    private <E extends HostEvent> Optional<E> find(Class<E> kind, String host, long version, Predicate<E> such) {
        return heard.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(e -> e.host().equals(host) && e.version() == version && such.test(e))
                .findFirst();
    }

    private void keep(ConsumerRecord<String, byte[]> record) {
        String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        EventType.ofType(type)
                .map(t -> EventJson.read(t.record(), record.value()))
                .ifPresent(e -> heard.add((HostEvent) e));
    }

    private static Device device(GpuDevice d) {
        String card = d.card().toString();
        String address = d.address().toString();
        return switch (d) {
            case GpuDevice.Mdev m ->
                new Device(
                        "MDEV",
                        card,
                        address,
                        UUID.randomUUID().toString(),
                        m.type().toString(),
                        m.typeName(),
                        m.id().vendor(),
                        m.id().product(),
                        m.migProfile());
            case GpuDevice.VendorVfio v ->
                new Device(
                        "VENDOR_VFIO",
                        card,
                        address,
                        null,
                        v.type().toString(),
                        v.typeName(),
                        v.id().vendor(),
                        v.id().product(),
                        null);
            case GpuDevice.WholeCard w ->
                new Device("PASSTHROUGH", card, address, null, null, null, w.id().vendor(), w.id().product(), null);
        };
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
