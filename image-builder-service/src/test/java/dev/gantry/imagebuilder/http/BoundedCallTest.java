package dev.gantry.imagebuilder.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BoundedCallTest {

    @Test
    void aBodyThatTricklesEndsAtTheDeadline() throws Exception {
        // given
        CountDownLatch ended = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                    body.write('x');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        URI url =
                URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofMillis(500)).build();

        // when / then
        try {
            assertThatThrownBy(() -> BoundedCall.send(
                            HttpClient.newHttpClient(),
                            request,
                            HttpResponse.BodyHandlers.ofString(),
                            Duration.ofMillis(500)))
                    .isInstanceOf(HttpTimeoutException.class);
        } finally {
            ended.countDown();
            server.stop(0);
        }
    }
}
