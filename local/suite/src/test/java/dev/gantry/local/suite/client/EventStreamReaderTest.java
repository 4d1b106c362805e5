package dev.gantry.local.suite.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamReaderTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void goesOnAfterTheLastWholeEventWhenTheServerBreaksOff() throws InterruptedException {
        // given
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        // when
        try (EventStreamReader stream = new EventStreamReader(
                new ApiClient(base, "token"),
                event -> read.add(event.path("subject").asText()))) {
            // then
            assertThat(read.poll(60, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(read.poll(60, TimeUnit.SECONDS)).isEqualTo("two");
            assertThat(asked).startsWith("after=0", "after=17");
        }
    }

    /** The first answer breaks off inside its second event. */
    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getQuery());
        String text = asked.size() == 1
                ? ":hello\n\nid: 17\nevent: t\ndata: {\"subject\":\"one\"}\n\nid: 18\nevent: t\ndata: {\"subject\":"
                : "id: 18\nevent: t\ndata: {\"subject\":\"two\"}\n\n";
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }
}
