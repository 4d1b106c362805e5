package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gantry.kit.CaBundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One login at a cloud: token, catalogue, and requests with the microversion that their service is asked in. Logs in again once when the token ended. */
public final class CloudSession {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_BAD = 400;

    private final Cloud cloud;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> endpoints = new LinkedHashMap<>();
    private String token = "";

    /** A service by its type in the catalogue, and the version of its API that we speak. */
    public record Service(String type, String microversion) {}

    /** @throws CloudRefusal when the cloud's authorities cannot be read */
    public CloudSession(Cloud cloud) {
        this.cloud = cloud;
        this.http = client(cloud);
    }

    private static HttpClient client(Cloud cloud) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).version(HttpClient.Version.HTTP_1_1);
        Path authorities = cloud.authorities();
        if (authorities == null) {
            return client.build();
        }
        try {
            return client.sslContext(CaBundle.context(authorities)).build();
        } catch (IOException e) {
            throw new CloudRefusal(FIRST_BAD, "cacert", "cannot be read: " + e.getMessage());
        }
    }

    /** @throws CloudRefusal with the service's own message */
    JsonNode call(Service service, String method, String path, @Nullable Object body) {
        if (token.isEmpty()) {
            login();
        }
        HttpResponse<String> answer = send(service, method, path, body);
        if (answer.statusCode() == UNAUTHORIZED) {
            login();
            answer = send(service, method, path, body);
        }
        if (answer.statusCode() >= FIRST_BAD) {
            throw new CloudRefusal(
                    answer.statusCode(),
                    service.type(),
                    method + " " + path + " answered " + answer.statusCode() + ": " + message(answer.body()));
        }
        return read(answer.body());
    }

    private HttpResponse<String> send(Service service, String method, String path, @Nullable Object body) {
        String base = endpoint(service.type());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LONGEST)
                .header("X-Auth-Token", token)
                .header("Accept", "application/json")
                .method(method, publisher(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!service.microversion().isEmpty()) {
            request.header("OpenStack-API-Version", service.type() + " " + service.microversion());
        }
        return exchange(service.type(), request.build());
    }

    private void login() {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("identity", cloud.identity());
        if (cloud.scope() != null) {
            auth.put("scope", cloud.scope());
        }
        HttpResponse<String> answer = exchange(
                "identity",
                HttpRequest.newBuilder(URI.create(cloud.authUrl() + "/v3/auth/tokens"))
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .POST(publisher(Map.of("auth", auth)))
                        .build());
        if (answer.statusCode() >= FIRST_BAD) {
            throw new CloudRefusal(
                    answer.statusCode(),
                    "identity",
                    "login at " + cloud.authUrl() + " answered " + answer.statusCode() + ": " + message(answer.body()));
        }
        token = answer.headers().firstValue("X-Subject-Token").orElse("");
        endpoints.clear();
        for (JsonNode service : read(answer.body()).path("token").path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                boolean here = cloud.region() == null
                        || cloud.region().equals(endpoint.path("region").asText());
                if (here
                        && cloud.networkInterface()
                                .equals(endpoint.path("interface").asText())) {
                    endpoints.putIfAbsent(
                            service.path("type").asText(),
                            endpoint.path("url").asText().replaceAll("/+$", ""));
                }
            }
        }
        endpoints.put("identity", cloud.authUrl() + "/v3");
    }

    private String endpoint(String type) {
        String url = endpoints.get(type);
        if (url == null) {
            throw new CloudRefusal(
                    404,
                    type,
                    "the catalogue of " + cloud.authUrl() + " has no " + cloud.networkInterface()
                            + " endpoint of it; it has " + endpoints.keySet());
        }
        return url;
    }

    private HttpResponse<String> exchange(String service, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CloudRefusal(
                    0,
                    service,
                    request.uri().getHost() + ":" + request.uri().getPort() + " does not answer: "
                            + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudRefusal(
                    0, service, "stopped while waiting for " + request.uri().getHost());
        }
    }

    private HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        try {
            return body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalStateException("request cannot be written", e);
        }
    }

    private JsonNode read(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : json.readTree(body);
        } catch (IOException e) {
            throw new CloudRefusal(
                    502, "answer", "not JSON: " + body.lines().findFirst().orElse(""));
        }
    }

    /** Keystone: {@code {"error":{"message"}}}; Nova: {@code {"conflictingRequest":{"message"}}}; Placement: {@code {"errors":[{"detail"}]}}. */
    private String message(String body) {
        JsonNode node;
        try {
            node = json.readTree(body);
        } catch (IOException e) {
            return body.lines().findFirst().orElse("no message");
        }
        JsonNode placement = node.path("errors").path(0).path("detail");
        if (placement.isTextual()) {
            return placement.asText().strip();
        }
        for (JsonNode inner : node) {
            if (inner.path("message").isTextual()) {
                return inner.path("message").asText();
            }
        }
        return body.lines().findFirst().orElse("no message");
    }
}
