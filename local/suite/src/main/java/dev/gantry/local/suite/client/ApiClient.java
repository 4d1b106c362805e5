package dev.gantry.local.suite.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gantry.local.suite.demo.Pause;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** One service's REST API, as an operator with the suite's token. A service that is just restarting is waited for. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI base;
    private final String token;
    private final Duration patience;

    public ApiClient(URI base, String token) {
        this(base, token, PATIENCE);
    }

    private ApiClient(URI base, String token, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
    }

    /** The same API, asked once: a call that gets no answer throws {@link NoAnswerException}, and 503 is an answer. */
    public ApiClient withoutPatience() {
        return new ApiClient(base, token, Duration.ZERO);
    }

    /** Nothing was done, and trying again may help: its database is away (503), or there is too much at once (429). */
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 503);

    /** What came back: the status, the body as JSON where it is JSON, and its ETag, empty where it has none. */
    public record HttpResult(int status, String text, String etag) {

        public JsonNode json() {
            try {
                return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text, e);
            }
        }

        public boolean isProblem() {
            return status >= 400;
        }
    }

    public HttpResult get(String path) {
        return send(request(path).GET().build());
    }

    public String text(String path, String mediaType) {
        HttpResult answer = send(request(path).header("Accept", mediaType).GET().build());
        require(answer, "GET " + path);
        return answer.text();
    }

    public JsonNode read(String path) {
        return require(get(path), "GET " + path).json();
    }

    public HttpResult post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(write(body)))
                .build());
    }

    /** Bytes of a kind, with further headers. */
    public HttpResult post(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    public HttpResult put(String path, String mediaType, String body) {
        return send(request(path)
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResult put(String path, Object body) {
        return put(path, "application/json", write(body));
    }

    /** Changes what has this ETag; 412 when it has another by now. */
    public HttpResult change(String path, Object body, String etag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .PUT(BodyPublishers.ofString(write(body)))
                .build());
    }

    public HttpResult delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** The answer itself, or {@link SuiteException} with what the problem says. */
    public static HttpResult require(HttpResult answer, String what) {
        if (answer.isProblem()) {
            throw new SuiteException(what + " was answered with " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    String authorization() {
        return "Bearer " + token;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization());
    }

    HttpClient http() {
        return http;
    }

    private HttpResult send(HttpRequest request) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    HttpResponse<String> response =
                            http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                    if (!TRY_AGAIN.contains(response.statusCode()) || System.nanoTime() > end) {
                        return new HttpResult(
                                response.statusCode(),
                                response.body(),
                                response.headers().firstValue("ETag").orElse(""));
                    }
                } catch (IOException e) {
                    if (System.nanoTime() > end) {
                        throw new NoAnswerException(request.method() + " " + request.uri() + " got no answer: " + e, e);
                    }
                }
                Pause.of(Duration.ofMillis(300));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + body, e);
        }
    }
}
