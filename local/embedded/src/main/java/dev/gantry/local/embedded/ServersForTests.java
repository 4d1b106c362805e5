package dev.gantry.local.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** Gives a {@code @QuarkusTest} the JVM's database and broker, a token file, and local mode. One service a JVM. */
public final class ServersForTests implements QuarkusTestResourceLifecycleManager {

    /** The bearer token that tests send. */
    public static final String TOKEN = "token-of-the-tests";

    private static final List<String> OWNERS = List.of("inventory", "provisioner", "nova-config", "image-builder");

    @Override
    public Map<String, String> start() {
        SharedServers servers = SharedServers.get();
        servers.broker()
                .createTopics(topics().stream()
                        .map(name -> new NewTopic(name, 3, (short) 1))
                        .toList());
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "service-test-");
            Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "quarkus.datasource.jdbc.url", servers.jdbcUrl("service"),
                    "quarkus.datasource.username", servers.database().user(),
                    "quarkus.datasource.password", servers.database().password(),
                    "kafka.bootstrap.servers", servers.bootstrapServers(),
                    "gantry.mode", "local",
                    "gantry.data-dir", folder.toAbsolutePath().toString(),
                    "gantry.security.token-file", token.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> topics() {
        List<String> topics = new ArrayList<>(List.of("gantry.inventory.hosts"));
        for (String owner : OWNERS) {
            topics.add("gantry." + owner + ".events");
            topics.add("gantry." + owner + ".events.dlq");
        }
        return topics;
    }

    @Override
    public void stop() {
        // The servers belong to the JVM and end with it.
    }
}
