package dev.gantry.imagebuilder.pulp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulpTroubleTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "507 | Insufficient Storage | pulp-full | true",
                "500 | OSError: [Errno 28] No space left on device | pulp-full | true",
                "500 | Server Error (500) | pulp-down | true",
                "401 | {\"detail\":\"Invalid username/password.\"} | pulp-unauthorized | false",
                "403 | {\"detail\":\"You do not have permission\"} | pulp-forbidden | false",
                "404 | <h1>Not Found</h1> | pulp-not-found | false",
            })
    void whatPulpSaysIsTheReasonAndNothingIsPublished(int status, String body, String reason, boolean mayHelp)
            throws Exception {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        ArtifactStore store = store(server.getAddress().getPort());

        // when / then
        try {
            assertThatThrownBy(() -> store.publish("nvidia", List.of(artifact()), new Nothing()))
                    .isInstanceOfSatisfying(RemoteException.class, e -> {
                        assertThat(e.reason()).isEqualTo(reason);
                        assertThat(e.detail()).contains(body);
                        assertThat(e.isRetryable()).isEqualTo(mayHelp);
                    });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFullDiskIsToldBeforeAnythingIsSent() throws Exception {
        // given
        MadePulp pulp = new MadePulp(Map.of(
                "/pulp/api/v3/content/file/files/",
                "{\"results\":[]}",
                "/pulp/api/v3/artifacts/",
                "{\"results\":[]}",
                "/pulp/api/v3/repositories/file/file/",
                "{\"results\":[{\"pulp_href\":\"/pulp/api/v3/r/1/\"}]}",
                "/pulp/api/v3/status/",
                "{\"storage\":{\"total\":100,\"used\":95,\"free\":5}}"));

        // when / then
        try (pulp) {
            assertThatThrownBy(() -> store(pulp.port()).publish("nvidia", List.of(artifact()), new Nothing()))
                    .isInstanceOfSatisfying(RemoteException.class, e -> {
                        assertThat(e.reason()).isEqualTo("pulp-full");
                        assertThat(e.isRetryable()).isTrue();
                    });
            assertThat(pulp.asked()).noneMatch(request -> request.startsWith("POST"));
        }
    }

    @Test
    void aDistributionWithoutAHostInItsAddressIsPulpsOwn() throws Exception {
        // given
        MadePulp pulp = new MadePulp(Map.of(
                "/p/site/api/v3/repositories/file/file/", "{\"results\":[{\"pulp_href\":\"/r/1/\"}]}",
                "/r/1/", "{\"latest_version_href\":\"/r/1/versions/1/\"}",
                "/p/site/api/v3/content/file/files/", "{\"results\":[{\"pulp_href\":\"/c/1/\"}]}",
                "/p/site/api/v3/publications/file/file/", "{\"results\":[{\"pulp_href\":\"/p/1/\"}]}",
                "/p/site/api/v3/distributions/file/file/",
                        "{\"results\":[{\"repository\":\"/r/1/\",\"base_url\":\"/pulp/content/site/nvidia/\"}]}"));

        // when / then
        try (pulp) {
            assertThat(store(pulp.port(), new PulpConnection.ApiPath("p", Optional.of("site")))
                            .publish("nvidia", List.of(artifact()), new Nothing()))
                    .containsEntry(
                            "a.zip", "http://127.0.0.1:%d/pulp/content/site/nvidia/a.zip".formatted(pulp.port()));
        }
    }

    @Test
    void noPulpAtAllIsWorthAnotherTry() throws Exception {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        server.stop(0);

        // when / then
        assertThatThrownBy(() -> store(port).publish("nvidia", List.of(artifact()), new Nothing()))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo("pulp-down");
                    assertThat(e.isRetryable()).isTrue();
                });
    }

    private static ArtifactStore store(int port) {
        return store(port, new PulpConnection.ApiPath("/pulp/", Optional.empty()));
    }

    private static ArtifactStore store(int port, PulpConnection.ApiPath api) {
        return PulpConnection.open(
                new PulpConnection.Place(
                        URI.create("http://127.0.0.1:" + port),
                        api,
                        Optional.of("admin"),
                        Optional.of("x"),
                        Optional.empty()),
                Duration.ofSeconds(10),
                new PulpOptions(1 << 20, Duration.ofSeconds(10), Map.of(), Map.of()));
    }

    private Artifact artifact() throws Exception {
        Path file = Files.writeString(folder.resolve("a.zip"), "zip");
        return new Artifact("a.zip", file, HashedFile.hash(file), 3);
    }

    private record Nothing() implements Checkpoints {
        @Override
        public Optional<String> recall(String key) {
            return Optional.empty();
        }

        @Override
        public void keep(String key, String value) {
            // nothing is kept over
        }

        @Override
        public void forget(String key) {
            // nothing to forget
        }
    }
}
