package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was sent to receivers, tests and sending again; and receivers that never end their answer. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class WebhookDeliveriesQTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final AtomicInteger status = new AtomicInteger(204);
    private final List<String> types = new CopyOnWriteArrayList<>();

    @Test
    void eachTryIsKeptAndCanBeRepeated() throws IOException {
        // given: a receiver that refuses its first event
        HttpServer receiver = receiver();
        status.set(500);
        register("kept", url(receiver), "kept-host");
        put("kept-host", Operator.spec()).then().statusCode(201);
        await().atMost(SOON).untilAsserted(() -> http().get("/v1/webhooks/kept/deliveries?outcome=FAILED")
                .then()
                .body("items[0].status", equalTo("HTTP 500"))
                .body("items[0].cause", equalTo("EVENT")));
        status.set(204);
        await().atMost(SOON).untilAsserted(() -> http().get("/v1/webhooks/kept/deliveries?outcome=ARRIVED&limit=1")
                .then()
                .body("items", hasSize(1)));
        String arrived = http().get("/v1/webhooks/kept/deliveries?outcome=ARRIVED&limit=1")
                .path("items[0].id");
        // when
        String event = http().post("/v1/webhooks/kept/deliveries/" + arrived + "/redeliver")
                .then()
                .statusCode(200)
                .body("cause", equalTo("REDELIVERY"))
                .body("outcome", equalTo("ARRIVED"))
                .extract()
                .path("eventId");
        // then
        http().get("/v1/webhooks/kept/deliveries?limit=1")
                .then()
                .body("items[0].eventId", equalTo(event))
                .body("items[0].cause", equalTo("REDELIVERY"));
        http().post("/v1/webhooks/kept/deliveries/00000000-0000-0000-0000-000000000000/redeliver")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/delivery-not-found"));
        http().get("/v1/webhooks/kept/deliveries?cursor=abc").then().statusCode(400);
        receiver.stop(0);
    }

    @Test
    void testIsSentAtOnceAndTellsTheAnswer() throws IOException {
        // given: a receiver that wants other types
        HttpServer receiver = receiver();
        register("tried", url(receiver), "no-such-host");
        // when, then
        http().post("/v1/webhooks/tried/test").then().statusCode(200).body("outcome", equalTo("ARRIVED"));
        assertThat(types).containsExactly("dev.gantry.webhook.test.v1");
        // when: nobody is there
        receiver.stop(0);
        // then
        http().post("/v1/webhooks/tried/test")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("FAILED"))
                .body("status", containsString("no answer"));
        http().get("/v1/webhooks/tried")
                .then()
                .body("givenUp", equalTo(0))
                .body("delivered", equalTo(0))
                .body("notBefore", nullValue());
    }

    /** Small inputs 3: the fifth got nothing until the four ended. */
    @Test
    void fourThatTrickleDoNotDelayTheFifth() throws Exception {
        // given
        try (ServerSocket trickler = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> trickle(trickler));
            for (int i = 0; i < 4; i++) {
                register("slow" + i, "http://127.0.0.1:" + trickler.getLocalPort() + "/", "slow-host");
            }
            HttpServer receiver = receiver();
            register("quick", url(receiver), "slow-host");
            // when
            put("slow-host", Operator.spec()).then().statusCode(201);
            // then
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(
                            () -> http().get("/v1/webhooks/quick").then().body("lastStatus", equalTo("HTTP 204")));
            await().atMost(SOON).untilAsserted(() -> http().get("/v1/webhooks/slow0/deliveries?outcome=FAILED")
                    .then()
                    .body("items[0].status", containsString("no answer")));
            receiver.stop(0);
        }
        for (int i = 0; i < 4; i++) {
            http().delete("/v1/webhooks/slow" + i).then().statusCode(204);
        }
    }

    /** Says that it goes well and sends a byte a second. */
    private static void trickle(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> drip(caller));
            } catch (IOException e) {
                return;
            }
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
            // The caller went away, as it should.
        }
    }

    private HttpServer receiver() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            types.add(exchange.getRequestHeaders().getFirst("ce-type"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }

    private static String url(HttpServer receiver) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    }

    private static void register(String name, String url, String host) {
        http().contentType(ContentType.JSON)
                .body(Map.of("url", url, "secret", "a secret of some length", "hosts", List.of(host)))
                .put("/v1/webhooks/" + name)
                .then()
                .statusCode(201);
    }
}
