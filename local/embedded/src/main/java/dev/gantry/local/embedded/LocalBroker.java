package dev.gantry.local.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and controller in this JVM, loopback only, with its log in a folder of ours. The log stays: a second
 * start continues with it, also after a SIGKILL. Topics are made explicitly; a missing one is an error, not a new topic.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(180);

    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts on a chosen port, or a free one for 0, and returns when clients are answered. */
    public static LocalBroker start(Path folder, int port) {
        int chosen = FreePort.orAny(port);
        try {
            Path log = PrivateFolders.makePrivate(folder.toAbsolutePath().normalize())
                    .resolve("log");
            format(log);
            KafkaConfig config = new KafkaConfig(BrokerSettings.of(log, chosen, FreePort.any()), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            LocalBroker broker = new LocalBroker(server, chosen);
            broker.awaitReady();
            return broker;
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start in " + folder + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Makes the topics that are missing; those that exist stay as they are. */
    public void createTopics(Collection<NewTopic> topics) {
        createTopics(bootstrapServers(), topics);
    }

    /** The same at a broker in another process. */
    public static void createTopics(String bootstrapServers, Collection<NewTopic> topics) {
        try (Admin admin = admin(bootstrapServers)) {
            for (Map.Entry<String, KafkaFuture<Void>> made :
                    admin.createTopics(topics).values().entrySet()) {
                awaitMade(made.getKey(), made.getValue());
            }
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void awaitMade(String topic, KafkaFuture<Void> future) {
        try {
            future.get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot make the topic " + topic + ": " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not answer for topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the topic " + topic, e);
        }
    }

    private void awaitReady() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = admin(bootstrapServers())) {
            admin.describeCluster().nodes().get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Admin admin(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return Admin.create(properties);
    }

    /** Gives an empty folder its cluster id; meta.properties is written last, so its presence means "done". */
    private static void format(Path log) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        prepareEmpty(log);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    private static void prepareEmpty(Path log) throws IOException {
        PrivateFolders.remove(log);
        Files.createDirectories(log);
    }
}
