package dev.gantry.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.local.embedded.ServersForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service says of its own address when a proxy that it trusts stands before it, which takes a prefix off and tells of it. */
@QuarkusTest
@TestProfile(BehindProxyQTest.Trusting.class)
@QuarkusTestResource(ServersForTests.class)
class BehindProxyQTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer proxy;

    @TestHTTPResource("/")
    URI service;

    /** A service that trusts the proxy in front of it. */
    public static final class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "true");
        }
    }

    @BeforeEach
    void open() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::pass);
        proxy.start();
    }

    @AfterEach
    void close() {
        proxy.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "gantry.example, /inventory, https://gantry.example/inventory/v1/things/x",
        "gantry.example:8443, /inventory, https://gantry.example:8443/inventory/v1/things/x",
        "gantry.example, '', https://gantry.example/v1/things/x"
    })
    void locationIsTheAddressThatTheCallerUsed(String host, String prefix, String location) throws Exception {
        // when
        HttpResponse<String> answer = post(host, prefix, "evil.example");
        // then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains(location);
    }

    @Test
    void whatTheCallerSaysOfItselfIsNotBelievedBeforeTheProxy() throws Exception {
        // when
        Optional<String> location = post("gantry.example", "/inventory", "evil.example:1\" onload=x")
                .headers()
                .firstValue("Location");
        // then
        assertThat(location).hasValueSatisfying(url -> assertThat(url).doesNotContain("evil"));
    }

    /** @param claimed what the caller itself writes into the headers of proxies */
    private HttpResponse<String> post(String host, String prefix, String claimed) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s/v1/things/made"
                                .formatted(proxy.getAddress().getPort(), prefix)))
                        .header("Authorization", "Bearer " + ServersForTests.TOKEN)
                        .header("X-Asked-Host", host)
                        .header("X-Asked-Prefix", prefix)
                        .header("X-Forwarded-Host", claimed)
                        .header("Forwarded", "host=evil.example;proto=ftp")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** As nginx does with {@code proxy_set_header X-Forwarded-Host $host} and its like: what the caller sent is written over. */
    private void pass(HttpExchange exchange) throws IOException {
        String prefix = exchange.getRequestHeaders().getFirst("X-Asked-Prefix");
        String path = exchange.getRequestURI().getPath().substring(prefix.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Forwarded", exchange.getRequestHeaders().getFirst("Forwarded"))
                .header("X-Forwarded-For", "192.0.2.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("X-Asked-Host"))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!prefix.isEmpty()) {
            request.header("X-Forwarded-Prefix", prefix);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Location").ifPresent(url -> exchange.getResponseHeaders()
                    .add("Location", url));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
