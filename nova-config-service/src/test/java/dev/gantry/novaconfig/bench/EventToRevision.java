package dev.gantry.novaconfig.bench;

import dev.gantry.contracts.EventType;
import dev.gantry.contracts.Topic;
import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.kit.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** From the provisioner's event on the wire to nova-config's answer on the wire, against a running service. Its hosts are retired again. */
final class EventToRevision {

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 101;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;

    private EventToRevision(KafkaProducer<String, byte[]> producer, KafkaConsumer<String, byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    static double[] millis(String servers) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
                var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            String topic = Topic.NOVA_CONFIG.topicName();
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            return new EventToRevision(producer, consumer).measure();
        }
    }

    private double[] measure() {
        double[] millis = new double[ROUNDS];
        String run = UUID.randomUUID().toString().substring(0, 8);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            String host = "bench-" + run + "-" + (round + WARM_UP);
            long start = System.nanoTime();
            say(provisioned(host));
            await(host);
            if (round >= 0) {
                millis[round] = (System.nanoTime() - start) / 1e6;
            }
            say(new HostRetired(host, 2, "benchmark ended"));
        }
        return millis;
    }

    private void await(String host) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                if (host.equals(record.key()) && type.equals(EventType.NOVA_CONFIG_RENDERED.type())) {
                    return;
                }
            }
        }
        throw new IllegalStateException("no revision of " + host + " within " + LONGEST);
    }

    private static HostProvisioned provisioned(String host) {
        List<Device> devices = new ArrayList<>();
        for (int card = 0; card < 8; card++) {
            PciAddress pf = new PciAddress(0, 0x10 + 0x18 * card, 0, 0);
            for (int f = 0; f < 16; f++) {
                String at = pf.virtualFunction(f).toString();
                devices.add(new Device("MDEV", pf.toString(), at, "", "nvidia-699", "", "10de", "20b5", null));
            }
        }
        return new HostProvisioned(host, 1, "bench", devices, List.of("bench"), null, 0, 0, null);
    }

    private void say(Event event) {
        EventType type = EventType.of(event);
        byte[] data = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), event.subject(), data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", type.topic().source(),
                        "ce_type", type.type(),
                        "ce_subject", event.subject(),
                        "ce_time", OffsetDateTime.now(java.time.ZoneOffset.UTC).toString())
                .forEach((k, v) -> record.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }
}
