package dev.gantry.imagebuilder.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileDownloadTest {

    private final FileDownload downloads = new FileDownload(
            OutgoingHttp.over(HttpClient.newHttpClient())
                    .heldAgainst(TargetPolicy.of(List.of(), List.of()).withLoopback())
                    .following(2),
            new FileDownload.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000, Duration.ofSeconds(1)));
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!ended.await(100, TimeUnit.MILLISECONDS)) {
                    body.write('x');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.close();
        });
        server.createContext(
                "/moved", exchange -> redirect(exchange, at("/whole").toString()));
        server.createContext("/metadata", exchange -> redirect(exchange, "http://169.254.169.254/latest/meta-data/"));
        server.start();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    @Test
    void fetchesFromAServerAndFromAFile() throws IOException {
        // given
        Path source = Files.writeString(folder.resolve("source"), "bytes");

        // when / then
        assertThat(downloads
                        .fetch(at("/whole"), folder.resolve("a"), 10, () -> true)
                        .bytes())
                .isEqualTo(3);
        assertThat(downloads
                        .fetch(source.toUri(), folder.resolve("b"), 10, () -> true)
                        .bytes())
                .isEqualTo(5);
    }

    @Test
    void aServerThatTricklesIsGivenUp() {
        assertReason("fetch-too-slow", () -> downloads.fetch(at("/trickle"), folder.resolve("a"), 1 << 20, () -> true));
    }

    @Test
    void aTransferThatIsNoLongerWantedEnds() {
        assertReason(
                "fetch-cancelled", () -> downloads.fetch(at("/trickle"), folder.resolve("a"), 1 << 20, () -> false));
    }

    @Test
    void aPipeIsNotOpened() throws Exception {
        // given
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        // when / then
        assertReason("file-not-regular", () -> downloads.fetch(pipe.toUri(), folder.resolve("a"), 10, () -> true));
        assertReason("file-not-regular", () -> downloads.fetch(folder.toUri(), folder.resolve("a"), 10, () -> true));
        assertReason(
                "file-not-regular",
                () -> downloads.fetch(URI.create("file:///dev/zero"), folder.resolve("a"), 10, () -> true));
        assertThat(new LocalFiles(BlockingCalls.SHARED).kindOf(pipe)).isEqualTo(LocalFiles.Kind.NOT_REGULAR);
    }

    @Test
    void aRedirectLeadsToNoPlaceThatMayNotBeCalled() {
        assertThat(downloads
                        .fetch(at("/moved"), folder.resolve("a"), 10, () -> true)
                        .bytes())
                .isEqualTo(3);
        assertThatThrownBy(() -> downloads.fetch(at("/metadata"), folder.resolve("b"), 10, () -> true))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo("fetch-refused");
                    assertThat(e.isRetryable()).isFalse();
                    assertThat(e.detail()).contains("169.254.169.254", "gantry.outgoing.allow");
                });
        assertThat(folder.resolve("b")).doesNotExist();
    }

    @Test
    void moreThanTheLimitAndARefusalAreTold() {
        assertReason("bundle-too-large", () -> downloads.fetch(at("/whole"), folder.resolve("a"), 2, () -> true));
        assertReason("fetch-refused", () -> downloads.fetch(at("/nothing"), folder.resolve("a"), 9, () -> true));
        assertThat(folder).isEmptyDirectory();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private static void assertReason(String reason, ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RemoteException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
