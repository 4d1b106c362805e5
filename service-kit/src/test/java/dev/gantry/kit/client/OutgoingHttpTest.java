package dev.gantry.kit.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutgoingHttpTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SMALL = 1_000;

    private HttpServer server;
    private OutgoingHttp http;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        http = OutgoingHttp.trusting(Optional.empty());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestURI().getPath().getBytes(US_ASCII);
            exchange.getResponseHeaders()
                    .add("X-Sent", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void bodyThatTricklesEndsAtTheDeadline() throws Exception {
        try (Trickle trickle = new Trickle()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> http.send(get(trickle.url()), SHORT, SMALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no whole answer");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(trickle.left.await(10, TimeUnit.SECONDS))
                    .as("the connection is closed")
                    .isTrue();
        }
    }

    @Test
    void interruptedCallerEndsItsCall() throws Exception {
        try (Trickle trickle = new Trickle()) {
            CountDownLatch ended = new CountDownLatch(1);
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    http.send(get(trickle.url()), LONG, SMALL);
                } catch (InterruptedException e) {
                    ended.countDown();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(trickle.begun.await(10, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(trickle.left.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void bodyOverTheLimitIsNotTaken() {
        assertThatThrownBy(() -> http.send(get(url("/0123456789")), LONG, 5))
                .hasMessageContaining("larger than 5 bytes");
    }

    @Test
    void redirectIsHeldAgainstThePolicyToo() {
        redirect("/away", "http://169.254.169.254/latest/meta-data");
        OutgoingHttp guarded = http.heldAgainst(
                        TargetPolicy.of(List.of(), List.of()).withLoopback())
                .following(3);
        assertThatThrownBy(() -> guarded.send(get(url("/away")), LONG, SMALL))
                .isInstanceOf(TargetRefusedException.class);
        assertThatThrownBy(() ->
                        http.heldAgainst(TargetPolicy.of(List.of(), List.of())).send(get(url("/x")), LONG, SMALL))
                .isInstanceOf(TargetRefusedException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void redirectsAreFollowedSoFarAndNotToFiles() throws Exception {
        redirect("/one", "/two");
        redirect("/round", "/round");
        redirect("/file", "file:///etc/passwd");
        OutgoingHttp following = http.following(2);
        assertThat(following.send(get(url("/one")), LONG, SMALL).text()).isEqualTo("/two");
        assertThatThrownBy(() -> following.send(get(url("/round")), LONG, SMALL))
                .hasMessageContaining("more than 2 redirects");
        assertThatThrownBy(() -> following.send(get(url("/file")), LONG, SMALL)).hasMessageContaining("not followed");
        assertThat(http.send(get(url("/one")), LONG, SMALL).status()).isEqualTo(302);
    }

    @Test
    void credentialsDoNotFollowToAnotherServer() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirect("/there", url("/x").toString());
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/x").toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        other.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/"))
                    .header("Authorization", "Bearer secret")
                    .build();
            HttpResult result = http.following(1).send(request, LONG, SMALL);
            assertThat(result.headers().firstValue("X-Sent")).contains("null");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void downloadIsWholeDigestedAndLimited() throws Exception {
        Path file = folder.resolve("a.zip");
        Download.Result result = new Download(http, new Download.Limits(LONG, LONG, 100)).fetch(get(url("/abc")), file);
        assertThat(file).hasContent("/abc");
        assertThat(result.bytes()).isEqualTo(4);
        assertThat(result.sha256()).isEqualTo("aaaea3613df9f409e3b79264ca21c3e12e99ad2d7b0f6fc9b4ca2f4610b878a1");
        assertThatThrownBy(() -> new Download(http, new Download.Limits(LONG, LONG, 3)).fetch(get(url("/abcd")), file))
                .isInstanceOf(Download.TooLargeException.class);
        assertThat(file).hasContent("/abc");
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void downloadThatStallsOrTricklesEnds() throws Exception {
        Path file = folder.resolve("b.zip");
        try (Trickle trickle = new Trickle()) {
            assertThatThrownBy(() -> new Download(http, new Download.Limits(SHORT, LONG, 1_000_000))
                            .fetch(get(trickle.url()), file))
                    .hasMessageContaining("no whole answer");
        }
        try (Trickle silent = new Trickle(Duration.ofHours(1))) {
            assertThatThrownBy(() -> new Download(http, new Download.Limits(LONG, SHORT, 1_000_000))
                            .fetch(get(silent.url()), file))
                    .hasMessageContaining("nothing more came");
        }
        try (Trickle trickle = new Trickle()) {
            assertThatThrownBy(() -> new Download(http, new Download.Limits(LONG, SHORT, 1 << 20, 1 << 24))
                            .fetch(get(trickle.url()), file))
                    .isInstanceOf(Download.TooSlowException.class)
                    .hasMessageContaining("at least 1048576 are expected");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static HttpRequest get(URI url) {
        return HttpRequest.newBuilder(url).build();
    }

    /** Says that much comes, and sends a byte at a time. */
    private static final class Trickle implements AutoCloseable {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch left = new CountDownLatch(1);
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final Duration pause;
        private final CountDownLatch closed = new CountDownLatch(1);

        Trickle() throws IOException {
            this(Duration.ofMillis(50));
        }

        Trickle(Duration pause) throws IOException {
            this.pause = pause;
            Thread.ofPlatform().daemon().start(this::serve);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }

        private void serve() {
            try (Socket caller = socket.accept();
                    OutputStream out = caller.getOutputStream()) {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx".getBytes(US_ASCII));
                out.flush();
                begun.countDown();
                while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (IOException | InterruptedException e) {
                left.countDown();
            }
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            socket.close();
        }
    }
}
