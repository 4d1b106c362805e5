package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.HttpResult;
import dev.gantry.kit.client.OutgoingHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pulp's REST API as plain calls: JSON in and out, and its errors as {@link RemoteException} in Pulp's own words. */
final class PulpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUOTE = 600;
    private static final int LONGEST_ANSWER = 64 << 20;

    /** The reason when a smaller piece of an upload may go through. */
    static final String CHUNK_TOO_LARGE = "pulp-chunk-too-large";

    private final OutgoingHttp http;
    private final URI host;
    private final String root;
    private final String status;
    private final Optional<String> authorization;
    private final Duration timeout;

    /** Where Pulp is and who we are there; {@code root} is its API_ROOT with the version, e.g. {@code /pulp/api/v3/}. */
    record Login(URI url, String root, String status, Optional<String> authorization) {}

    PulpClient(OutgoingHttp http, Login login, Duration timeout) {
        this.http = http;
        this.host = login.url();
        this.root = login.root();
        this.status = login.status();
        this.authorization = login.authorization();
        this.timeout = timeout;
    }

    /** The first of what a list has for these filters. */
    Optional<JsonNode> findFirst(String list, Map<String, String> filters) {
        String query = filters.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        JsonNode results =
                expect(call("GET", root + list + "?limit=1&" + query, null)).path("results");
        return results.isEmpty() ? Optional.empty() : Optional.of(results.get(0));
    }

    JsonNode list(String pathAndQuery) {
        return expect(call("GET", root + pathAndQuery, null));
    }

    /** Empty when Pulp does not have it, or no longer. */
    Optional<JsonNode> get(String href) {
        Response response = call("GET", href, null);
        return response.status() == 404 ? Optional.empty() : Optional.of(expect(response));
    }

    JsonNode create(String list, Map<String, ?> body) {
        return expect(post(root + list, body));
    }

    /** The response as it is, for creations that may meet one of the same name. */
    Response post(String path, Map<String, ?> body) {
        return call("POST", path, json(body));
    }

    JsonNode patch(String href, Map<String, ?> body) {
        return expect(call("PATCH", href, json(body)));
    }

    void delete(String href) {
        Response response = call("DELETE", href, null);
        if (response.status() != 404) {
            expect(response);
        }
    }

    String path(String list) {
        return root + list;
    }

    /** What Pulp's disk has left; empty where it keeps files elsewhere or does not tell. */
    Optional<Long> freeBytes() {
        JsonNode free = call("GET", status, null).body().path("storage").path("free");
        return free.isIntegralNumber() ? Optional.of(free.asLong()) : Optional.empty();
    }

    /** A URL as Pulp gives it: where its CONTENT_ORIGIN is not set it has no host, and then it is Pulp's own. */
    String absolute(String url) {
        return host.resolve(url).toString();
    }

    /** An HTTP response of Pulp to a request such as {@code POST /pulp/api/v3/uploads/}. */
    record Response(String request, int status, JsonNode body, String text) {

        boolean isOk() {
            return status >= 200 && status < 300;
        }
    }

    private record Body(BodyPublisher publisher, String type, Map<String, String> headers) {}

    /** Sends one piece of a chunked upload; {@code range} like {@code bytes 0-99/100}. */
    Response putChunk(String href, ChunkBody chunk, String range) {
        return call("PUT", href, new Body(chunk.publisher(), chunk.contentType(), Map.of("Content-Range", range)));
    }

    static JsonNode expect(Response response) {
        if (response.isOk()) {
            return response.body();
        }
        throw failure(response);
    }

    static RemoteException failure(Response response) {
        String words = "Pulp answered %d to %s: %s".formatted(response.status(), response.request(), response.text());
        return switch (response.status()) {
            case 401 ->
                RemoteException.permanent(
                        "pulp-unauthorized", words + "; check gantry.image-builder.pulp.user and password");
            case 403 -> RemoteException.permanent("pulp-forbidden", words + "; the user lacks a role in Pulp");
            case 404 ->
                RemoteException.permanent(
                        "pulp-not-found", words + "; check gantry.image-builder.pulp.api-root and domain");
            case 413 -> RemoteException.retryable(CHUNK_TOO_LARGE, words);
            case 507 -> RemoteException.retryable("pulp-full", words);
            default ->
                words.contains("No space left")
                        ? RemoteException.retryable("pulp-full", words)
                        : response.status() >= 500 || response.status() == 429
                                ? RemoteException.retryable("pulp-down", words)
                                : RemoteException.permanent("pulp-refused", words);
        };
    }

    private static Body json(Map<String, ?> body) {
        try {
            return new Body(BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json", Map.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response call(String method, String path, @org.jspecify.annotations.Nullable Body body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(host.resolve(path))
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : body.publisher());
        authorization.ifPresent(a -> request.header("Authorization", a));
        if (body != null) {
            request.header("Content-Type", body.type());
            body.headers().forEach(request::header);
        }
        try {
            HttpResult response = http.send(request.build(), timeout, LONGEST_ANSWER);
            String text = response.text();
            return new Response(
                    method + " " + request.build().uri().getPath(), response.status(), parse(text), quote(text));
        } catch (IOException e) {
            throw FailureDescription.isDistrust(e)
                    ? RemoteException.permanent(
                            "pulp-not-trusted",
                            "Pulp at %s: %s; check gantry.image-builder.pulp.ca-path".formatted(host, e.getMessage()),
                            e)
                    : RemoteException.retryable(
                            "pulp-down", "Pulp at %s: %s".formatted(host, FailureDescription.of(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("pulp-interrupted", "interrupted while Pulp worked", e);
        }
    }

    /** On one line, as a proxy's response is a page. */
    private static String quote(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) : line;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text.isBlank() ? "{}" : text);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
