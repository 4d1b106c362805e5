package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookClientTest {

    private static final WebhookClient.Delivery EVENT =
            new WebhookClient.Delivery("1", "/gantry/inventory", "t", "gpu0", "2026-01-01T00:00:00Z", "{}");

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private WebhookClient.Answer send(String url) throws IOException, InterruptedException {
        TargetPolicy loopback = TargetPolicy.of(List.of(), List.of()).withLoopback();
        return new WebhookClient(OutgoingHttp.trusting(Optional.empty()), loopback, Clock.systemUTC())
                .send(url, "secret".getBytes(UTF_8), EVENT, Duration.ofSeconds(5));
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void receiverThatTricklesItsBodyIsLeftAtTheDeadline() throws Exception {
        // when
        var answer = send(at("/slow"));
        // then
        assertThat(answer.result()).isEqualTo(WebhookClient.Result.FAILED);
        assertThat(answer.status()).isNotBlank();
    }

    @Test
    void anyTwoHundredIsAnArrival() throws Exception {
        assertThat(send(at("/whole")).result()).isEqualTo(WebhookClient.Result.ARRIVED);
    }

    @Test
    void whatCannotBeSentIsAnAnswerThatCanBeRead() throws Exception {
        assertThat(send("http://127.0.0.1:1/").status()).startsWith("no answer:");
    }
}
