package dev.gantry.imagebuilder.pulp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.embedded.SharedServers;
import dev.gantry.testing.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** A real Pulp, started by {@code local/tools/pulp} on this JVM's database; see {@link LocalServer}. */
final class RealPulp implements AutoCloseable {

    private final LocalServer server;

    private RealPulp(LocalServer server) {
        this.server = server;
    }

    static RealPulp start(Path home) throws IOException, InterruptedException {
        String database = SharedServers.get()
                .jdbcUrl("pulp")
                .replaceFirst("^jdbc:postgresql://", "")
                .replaceFirst("\\?.*", "");
        Map<String, String> environment = Map.of(
                "PULP_DB",
                "postgresql://%s:%s@%s"
                        .formatted(
                                SharedServers.get().database().user(),
                                SharedServers.get().database().password(),
                                database),
                "PULP_HOME",
                home.toString());
        return new RealPulp(LocalServer.start("pulp", home, environment));
    }

    URI url() {
        return URI.create(server.said("url"));
    }

    String password() {
        return server.said("password");
    }

    /** As its administrator. */
    void post(String path, String json) throws IOException, InterruptedException {
        String pair = server.said("user") + ":" + password();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url().resolve(path))
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
