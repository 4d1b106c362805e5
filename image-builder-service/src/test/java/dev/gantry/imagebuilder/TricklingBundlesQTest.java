package dev.gantry.imagebuilder;

import static dev.gantry.imagebuilder.Calls.asked;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that give a byte a second: whoever comes after them is told within seconds what is wrong with his. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class TricklingBundlesQTest {

    private static final List<String> SLOW = List.of(
            "NVIDIA-GRID-Linux-KVM-535.104.16-535.104.15-537.14.zip",
            "NVIDIA-GRID-Linux-KVM-535.129.13-535.129.13-537.71.zip",
            "NVIDIA-GRID-Linux-KVM-535.154.12-535.154.15-538.16.zip",
            "NVIDIA-GRID-Linux-KVM-535.161.15-535.161.18-538.47.zip",
            "NVIDIA-GRID-Linux-KVM-535.183.14-535.183.16-538.79.zip");

    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket caller = server.accept();
                    Thread.ofVirtual().start(() -> drip(caller));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anotherIsToldItsReasonWithinSeconds() throws IOException {
        // given
        SLOW.forEach(name -> register("http://127.0.0.1:%d/%s".formatted(server.getLocalPort(), name)));
        String wrong = "NVIDIA-GRID-Linux-KVM-535.216.11-535.216.11-538.96.zip";
        int closed = closedPort();
        // when
        long from = System.nanoTime();
        register("http://127.0.0.1:%d/%s".formatted(closed, wrong));
        // then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> asked().get("/v1/driver-bundles/" + wrong)
                .then()
                .body("reason", not(nullValue()))
                .body("reason", not(equalTo(""))));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    }

    private static void register(String url) {
        asked().contentType("application/json")
                .body(Map.of("url", url))
                .post("/v1/driver-bundles")
                .then()
                .statusCode(202);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void drip(Socket caller) {
        try (caller) {
            OutputStream answer = caller.getOutputStream();
            answer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII));
            while (true) {
                answer.write('x');
                answer.flush();
                Thread.sleep(Duration.ofSeconds(1));
            }
        } catch (IOException | InterruptedException e) {
            // The caller went away, or the test is over.
        }
    }
}
