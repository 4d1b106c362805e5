package dev.gantry.imagebuilder.pulp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.local.embedded.SharedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Pulp, started by {@code deploy/local/pulp} on this JVM's database. Where the machine cannot run it, tests are skipped and say why. */
final class RealPulp implements AutoCloseable {

    private static final Path SCRIPT = Path.of("..", "deploy", "local", "pulp").toAbsolutePath();

    private final Process process;
    private final JsonNode address;

    private RealPulp(Process process, JsonNode address) {
        this.process = process;
        this.address = address;
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
        Process process = process(environment, "run");
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            process.waitFor();
            Path errors = home.resolveSibling("pulp-errors.txt");
            String words = Files.exists(errors) ? Files.readString(errors) : "";
            // 3: this machine lacks something, which is no fault of ours
            Assumptions.assumeTrue(process.exitValue() != 3, "SKIPPED, no real Pulp here: " + words);
            throw new IllegalStateException(
                    "deploy/local/pulp ended with %d: %s".formatted(process.exitValue(), words));
        }
        return new RealPulp(process, new ObjectMapper().readTree(line));
    }

    private static Process process(Map<String, String> environment, String verb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), verb);
        builder.environment().putAll(environment);
        Path errors = Path.of(environment.get("PULP_HOME")).resolveSibling("pulp-errors.txt");
        return builder.redirectError(errors.toFile()).start();
    }

    URI url() {
        return URI.create(address.path("url").asText());
    }

    String password() {
        return address.path("password").asText();
    }

    /** As its administrator. */
    void post(String path, String json) throws IOException, InterruptedException {
        String pair = address.path("user").asText() + ":" + password();
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
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
