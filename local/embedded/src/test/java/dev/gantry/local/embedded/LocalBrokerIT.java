package dev.gantry.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {
    private static final String TOPIC = "gantry.inventory.events";

    @TempDir
    Path folder;

    @Test
    void keepsWhatItAcknowledgedOverAKill() throws Exception {
        // given
        Process killed = broker();
        send(addressOf(killed), "enrolled");
        killed.destroyForcibly().waitFor();

        // when
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {

            // then
            assertThat(read(broker.bootstrapServers())).containsExactly("enrolled");
        }
    }

    @Test
    void stopsAtSigterm() throws Exception {
        // given
        Process process = broker();
        addressOf(process);

        // when
        process.destroy();

        // then
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private Process broker() throws Exception {
        return OtherJvm.run(LocalBrokerMain.class, List.of("-Dgantry.broker.folder=" + folder));
    }

    /** Sample: {@code ready 127.0.0.1:41235}. */
    private static String addressOf(Process broker) throws Exception {
        return OtherJvm.awaitLine(broker, "ready").substring("ready ".length());
    }

    private static void send(String bootstrap, String value) throws Exception {
        LocalBroker.createTopics(bootstrap, List.of(new NewTopic(TOPIC, 3, (short) 1)));
        LocalBroker.createTopics(bootstrap, List.of(new NewTopic(TOPIC, 3, (short) 1)));
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, "computegpu000", value))
                    .get();
        }
    }

    private static List<String> read(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
