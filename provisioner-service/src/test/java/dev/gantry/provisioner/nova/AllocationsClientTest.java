package dev.gantry.provisioner.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.provisioner.nova.AllocationsClient.Holder;
import dev.gantry.provisioner.nova.AllocationsClient.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationsClientTest {

    @TempDir
    Path folder;

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{\"items\":[]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void namesWhoHoldsSomethingAndShowsTheToken() throws IOException {
        // given
        body =
                "{\"items\":[{\"consumer\":\"6a1f\",\"server\":\"render-1\",\"provider\":\"gpu7_pci_0000_81_00_4\",\"resources\":{\"VGPU\":1}},"
                        + "{\"consumer\":\"77\",\"server\":null,\"provider\":\"gpu7_pci_0000_81_00_4\",\"resources\":{\"VGPU\":1}}]}";
        Path token = Files.writeString(folder.resolve("token"), "secret\n");

        // when
        Result word = allocations(url() + "/", Optional.of(token)).of("gpu7");

        // then
        assertThat(word)
                .isEqualTo(new Result.Held(List.of(
                        new Holder("6a1f", "render-1", "gpu7_pci_0000_81_00_4"),
                        new Holder("77", null, "gpu7_pci_0000_81_00_4"))));
        assertThat(((Result.Held) word).by())
                .extracting(Holder::words)
                .containsExactly("render-1 6a1f (gpu7_pci_0000_81_00_4)", "77 (gpu7_pci_0000_81_00_4)");
        assertThat(asked).hasValue("/v1/hosts/gpu7/allocations Bearer secret");
    }

    @Test
    void aSiteWithoutACloudHasNothingToSay() {
        // given
        status = 409;
        body = "{\"type\":\"/problems/cloud-missing\",\"detail\":\"The settings name no cloud.\"}";

        // when
        Result word = allocations(url(), Optional.empty()).of("gpu7");

        // then
        assertThat(word).isEqualTo(new Result.NoCloud("The settings name no cloud."));
        assertThat(allocations("", Optional.empty()).of("gpu7")).isInstanceOf(Result.NoCloud.class);
    }

    @Test
    void aHostThatNovaDoesNotKnowAndAWrongAddressAreNoProof() {
        // given
        status = 409;
        body = "{\"type\":\"/problems/hypervisor-not-found\",\"detail\":\"Nova knows no hypervisor gpu7.\"}";

        // when
        Result unknown = allocations(url(), Optional.empty()).of("gpu7");
        status = 404;
        body = "";
        Result elsewhere = allocations(url() + "/nova", Optional.empty()).of("gpu7");

        // then
        assertThat(unknown).isEqualTo(new Result.NotVerified("Nova knows no hypervisor gpu7."));
        assertThat(elsewhere).isInstanceOf(Result.NotVerified.class);
    }

    @Test
    void anyOtherAnswerIsNoProof() {
        // given
        status = 503;
        body = "{\"detail\":\"Keystone is down\"}";

        // when
        Result refused = allocations(url(), Optional.empty()).of("gpu7");
        body = "<html>";
        Result nonsense = allocations(url(), Optional.empty()).of("gpu7");
        server.stop(0);
        Result gone = allocations(url(), Optional.empty()).of("gpu7");

        // then
        assertThat(refused).isEqualTo(new Result.Unavailable("nova-config answers 503: Keystone is down"));
        assertThat(List.of(nonsense, gone)).allMatch(Result.Unavailable.class::isInstance);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static AllocationsClient allocations(String url, Optional<Path> token) {
        return new AllocationsClient(new PlacementCheckSettings() {
            @Override
            public Optional<String> url() {
                return Optional.of(url);
            }

            @Override
            public Optional<Path> tokenPath() {
                return token;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(30);
            }
        });
    }
}
