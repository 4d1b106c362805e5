package dev.gantry.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSessionTest {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");
    private static final CloudSession.Service IMAGE = new CloudSession.Service("image", "");

    @TempDir
    Path folder;

    private final List<String> calls = new ArrayList<>();
    private HttpServer server;
    private String token = "token-1";
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyPageIsReadByTheServicesOwnLinks() {
        // when
        List<JsonNode> servers = session().list(COMPUTE, "/servers/detail?all_tenants=1", "servers");
        // then
        assertThat(servers).extracting(s -> s.path("id").asText()).containsExactly("a", "b", "c");
        assertThat(calls)
                .containsExactly(
                        "POST /v3/auth/tokens",
                        "GET /compute/v2.1/servers/detail?all_tenants=1 compute 2.86",
                        "GET /compute/v2.1/servers/detail?all_tenants=1&marker=b compute 2.86");
    }

    @Test
    void endedTokenIsRenewedAndTheBodySentAgain() throws IOException {
        // given
        CloudSession session = session();
        assertThat(session.has("image")).isTrue();
        assertThat(session.has("placement")).isFalse();
        Path file = Files.writeString(folder.resolve("image"), "bits");
        token = "token-2";
        // when
        JsonNode answer = session.send(IMAGE, CloudRequest.upload("/v2/images/1/file", file, Duration.ofSeconds(20)));
        // then
        assertThat(answer.path("got").asText()).isEqualTo("bits");
        assertThat(calls)
                .containsExactly(
                        "POST /v3/auth/tokens",
                        "PUT /image/v2/images/1/file",
                        "POST /v3/auth/tokens",
                        "PUT /image/v2/images/1/file");
    }

    @Test
    void failuresAreTypedByProgramAndByWhatALaterTryMayDo() {
        assertFailure(500, "nova-down", true);
        assertFailure(429, "nova-down", true);
        assertFailure(413, "nova-quota", false);
        assertFailure(409, "nova-refused", false);
        assertThatThrownBy(() -> session().call(new CloudSession.Service("placement", ""), "GET", "/", null))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("placement-refused"));
    }

    @Test
    void silenceIsToldInWordsAndNotByAClassName() {
        // given
        CloudSession session = session();
        server.stop(0);
        // then
        assertThatThrownBy(() -> session.call(COMPUTE, "GET", "/servers", null))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo("keystone-down");
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.said()).endsWith("does not answer: the connection was refused");
                });
    }

    private void assertFailure(int answered, String reason, boolean isRetryable) {
        status = answered;
        assertThatThrownBy(() -> session().call(COMPUTE, "GET", "/servers", null))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.retryable()).isEqualTo(isRetryable);
                    assertThat(e.said()).contains("in its own words");
                });
    }

    private CloudSession session() {
        return new CloudSession(new CloudOptions("settings", folder)
                .read(
                        "site",
                        Map.of(
                                "auth",
                                Map.of("auth_url", url(), "username", "u", "password", "p", "project_name", "a"))));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String version = exchange.getRequestHeaders().getFirst("OpenStack-API-Version");
        String path = exchange.getRequestURI().toString();
        calls.add(exchange.getRequestMethod() + " " + path + (version == null ? "" : " " + version));
        if (path.equals("/v3/auth/tokens")) {
            exchange.getResponseHeaders().add("X-Subject-Token", token);
            say(exchange, 201, """
                {"token": {"catalog": [
                  {"type": "compute", "endpoints": [{"interface": "public", "region": "R", "url": "%1$s/compute/"}]},
                  {"type": "image", "endpoints": [{"interface": "public", "region": "R", "url": "%1$s/image/v2/"}]}]}}\
                """.formatted(url()));
        } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            say(exchange, 401, "{\"error\": {\"message\": \"requires authentication\"}}");
        } else if (status != 200) {
            say(exchange, status, "{\"failure\": {\"message\": \"in its own words\"}}");
        } else if (path.startsWith("/image")) {
            say(exchange, 200, "{\"got\": \"" + body + "\"}");
        } else if (path.contains("marker")) {
            say(exchange, 200, "{\"servers\": [{\"id\": \"c\"}]}");
        } else {
            say(
                    exchange,
                    200,
                    "{\"servers\": [{\"id\": \"a\"}, {\"id\": \"b\"}], \"servers_links\": [{\"rel\":"
                            + " \"next\", \"href\": \"http://proxy.invalid/servers/detail?all_tenants=1&marker=b\"}]}");
        }
    }

    private static void say(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
