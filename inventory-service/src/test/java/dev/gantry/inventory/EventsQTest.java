package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.http;
import static dev.gantry.inventory.Operator.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The event stream and webhooks. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class EventsQTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TestHTTPResource("/v1/events")
    URI stream;

    /** Follows the stream until a type comes, and gives the lines up to there. */
    private List<String> follow(String query, String lastEventId, String untilType)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stream + query))
                .timeout(SOON)
                .header("Authorization", "Bearer " + ServersForTests.TOKEN);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        List<String> lines = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> body = client.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            body.peek(lines::add).anyMatch(line -> line.startsWith("data:") && line.contains(untilType));
            client.shutdownNow();
        }
        return lines;
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .filter(l -> l.startsWith("id:"))
                .map(l -> l.substring(3).strip())
                .toList();
    }

    @Test
    void streamGoesOnWhereTheReaderStopped() throws Exception {
        // given
        put("streamed", Operator.spec()).then().statusCode(201);
        List<String> first = follow("?after=0&host=streamed", null, "dev.gantry.host.inspection-requested.v1");
        // when
        List<String> rest = follow("?host=streamed", ids(first).getFirst(), "dev.gantry.host.inspection-requested.v1");
        // then
        assertThat(first)
                .anyMatch(l -> l.startsWith(":"))
                .anyMatch(l -> l.equals("event: dev.gantry.host.enrolled.v1")
                        || l.equals("event:dev.gantry.host.enrolled.v1"));
        assertThat(ids(first)).hasSizeGreaterThan(1);
        assertThat(ids(rest)).isEqualTo(ids(first).subList(1, ids(first).size()));
        assertThat(first.stream().filter(l -> l.startsWith("data:")).findFirst().orElseThrow())
                .contains("\"specversion\":\"1.0\"", "\"subject\":\"streamed\"", "\"data\":{");
    }

    @Test
    void positionThatIsNoneIsRefused() {
        // when, then
        http().get("/v1/events?after=yesterday")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/cursor-malformed"));
    }

    @Test
    void webhookGetsItsEventsSignedAndAgainAfterAFailure() throws IOException {
        // given
        record Delivery(String type, String subject, String signature, String expected) {}
        List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            deliveries.add(new Delivery(
                    headers.getFirst("ce-type"),
                    headers.getFirst("ce-subject"),
                    headers.getFirst("Gantry-Signature"),
                    hmac(headers.getFirst("Gantry-Timestamp") + "." + body)));
            exchange.sendResponseHeaders(deliveries.size() == 1 ? 500 : 204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        http().contentType(ContentType.JSON)
                .body(Map.of(
                        "url",
                        url,
                        "secret",
                        "a secret of some length",
                        "types",
                        List.of("dev.gantry.host.enrolled.*"),
                        "hosts",
                        List.of("hooked")))
                .put("/v1/webhooks/portal")
                .then()
                .statusCode(201)
                .body(not(containsString("secret of some")));
        // when
        put("hooked", Operator.spec()).then().statusCode(201);
        // then
        await().atMost(SOON).untilAsserted(() -> http().get("/v1/webhooks/portal")
                .then()
                .body("delivered", equalTo(1))
                .body("lastStatus", equalTo("HTTP 204")));
        assertThat(deliveries).hasSize(2).allSatisfy(d -> {
            assertThat(d.type()).isEqualTo("dev.gantry.host.enrolled.v1");
            assertThat(d.subject()).isEqualTo("hooked");
            assertThat(d.signature()).isEqualTo(d.expected());
        });
        http().header("If-Match", "\"99\"").delete("/v1/webhooks/portal").then().statusCode(412);
        http().delete("/v1/webhooks/portal").then().statusCode(204);
        receiver.stop(0);
    }

    @Test
    void webhookThatCannotWorkIsRefused() {
        // when, then
        http().contentType(ContentType.JSON)
                .body(Map.of("url", "ftp://x", "secret", "short"))
                .put("/v1/webhooks/bad")
                .then()
                .statusCode(422)
                .body("fields.path", equalTo(List.of("url", "secret")));
        http().contentType(ContentType.JSON)
                .body(Map.of("url", "http://x/", "secretRef", "env:NOT_SET_ANYWHERE"))
                .put("/v1/webhooks/bad")
                .then()
                .statusCode(422)
                .body("fields.path", equalTo(List.of("secretRef")));
        http().get("/v1/webhooks/bad").then().statusCode(404);
    }

    private static String hmac(String text) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec("a secret of some length".getBytes(UTF_8), "HmacSHA256"));
            return "v1=" + java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
