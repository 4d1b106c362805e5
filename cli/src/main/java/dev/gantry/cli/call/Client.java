package dev.gantry.cli.call;

import dev.gantry.cli.output.Json;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls with a profile's token. Built on {@link HttpURLConnection}, which is loaded in a fifth of the time that
 * {@code java.net.http} takes.
 */
public final class Client {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 60_000;
    private static final int PAGE = 1000;

    private final Profile profile;
    private final Supplier<String> token;
    private @Nullable SSLSocketFactory trust;

    /** @param token asked at each call: a login is renewed while a long command runs */
    public Client(Profile profile, Supplier<String> token) {
        this.profile = profile;
        this.token = token;
    }

    /** What came back with a status below 400. */
    public record Answer(int status, String text, Optional<String> etag, Optional<String> location) {
        public Node json() {
            return text.isBlank() ? Node.NONE : Json.read(text);
        }
    }

    public Node read(Call call) {
        return send(call).json();
    }

    /** Throws {@link ProblemException} for what the service refuses and {@link CallFailed} when there is no answer. */
    public Answer send(Call call) {
        HttpURLConnection connection = open(call, accepted(call));
        try {
            connection.setReadTimeout(READ_MS);
            write(connection, call.body());
            try (InputStream stream = body(call, connection)) {
                return new Answer(
                        connection.getResponseCode(),
                        new String(stream.readAllBytes(), StandardCharsets.UTF_8),
                        Optional.ofNullable(connection.getHeaderField("ETag")),
                        Optional.ofNullable(connection.getHeaderField("Location")));
            }
        } catch (IOException e) {
            throw unreachable(call, e);
        }
    }

    /** Plain text, such as a log or a file. */
    public String text(Call call, String mediaType) {
        return send(call.header("Accept", mediaType)).text();
    }

    /** The items of a list that comes whole. */
    public List<Node> items(Call call) {
        return read(call).get("items").items();
    }

    /** All items of a paged list, or the first of them up to a limit. */
    public List<Node> list(Call call, int limit) {
        List<Node> items = new ArrayList<>();
        String cursor = null;
        do {
            int left = Math.min(PAGE, limit - items.size());
            Node page = read(call.query("limit", Math.min(left, mostOf(call.operation())))
                    .query("cursor", cursor));
            items.addAll(page.get("items").items());
            cursor = page.get("next").isMissing() ? null : page.get("next").text();
        } while (cursor != null && items.size() < limit);
        return items;
    }

    /** The services refuse larger pages than these. */
    private static int mostOf(Operation operation) {
        return switch (operation) {
            case RUNS, GUEST_CHECKS -> 500;
            case HOST_REVISIONS, SITE_REVISIONS -> 200;
            default -> PAGE;
        };
    }

    /** A stream of server-sent events; ends when the service or the reader ends it. */
    public EventReader follow(Call call) {
        return follow(call, Duration.ZERO);
    }

    /** Follows it until nothing was heard for so long; zero has no limit. */
    public EventReader follow(Call call, Duration quiet) {
        HttpURLConnection connection = open(call, "text/event-stream");
        connection.setReadTimeout((int) quiet.toMillis());
        try {
            return new EventReader(body(call, connection), quiet);
        } catch (IOException e) {
            throw unreachable(call, e);
        }
    }

    /** Where the call goes, with scheme and host. */
    public String url(Call call) {
        return profile.url(call.operation().service()) + call.path();
    }

    private HttpURLConnection open(Call call, String accept) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url(call)).toURL().openConnection();
            connection.setRequestMethod(call.operation().method());
            connection.setConnectTimeout(CONNECT_MS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Accept", accept);
            connection.setRequestProperty("Authorization", "Bearer " + token.get());
            call.headers().forEach(connection::setRequestProperty);
            if (connection instanceof HttpsURLConnection secure && profile.ca() != null) {
                secure.setSSLSocketFactory(trust());
            }
            return connection;
        } catch (IOException | IllegalArgumentException e) {
            throw new CallFailed("profile '" + profile.name() + "': " + url(call) + " is no usable address", e);
        }
    }

    private static String accepted(Call call) {
        return call.headers().getOrDefault("Accept", "application/json");
    }

    private SSLSocketFactory trust() {
        SSLSocketFactory known = trust;
        if (known == null) {
            known = Trust.in(profile);
            trust = known;
        }
        return known;
    }

    private static void write(HttpURLConnection connection, Call.Body body) throws IOException {
        switch (body) {
            case Call.Body.None none -> {
                if (!connection.getRequestMethod().equals("GET")) {
                    connection.setRequestProperty("Content-Length", "0");
                }
            }
            case Call.Body.Text(String mediaType, String text) ->
                write(connection, mediaType, text.getBytes(StandardCharsets.UTF_8));
            case Call.Body.Bytes(String mediaType, byte[] bytes) -> write(connection, mediaType, bytes);
            case Call.Body.File file -> {
                start(connection, file.mediaType(), Files.size(file.path()));
                connection.setReadTimeout(0); // the service answers when it has taken in the whole file
                try (OutputStream out = connection.getOutputStream()) {
                    Files.copy(file.path(), out);
                }
            }
        }
    }

    private static void write(HttpURLConnection connection, String mediaType, byte[] bytes) throws IOException {
        start(connection, mediaType, bytes.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
    }

    private static void start(HttpURLConnection connection, String mediaType, long length) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", mediaType);
        connection.setFixedLengthStreamingMode(length);
    }

    private static InputStream body(Call call, HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 300) {
            return connection.getInputStream();
        }
        String what = call.operation().method() + " " + call.path();
        try (InputStream stream = connection.getErrorStream()) {
            String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            throw ProblemException.of(status, Json.readOrNothing(text), what);
        }
    }

    private CallFailed unreachable(Call call, IOException e) {
        return new CallFailed(
                "no answer from %s (%s); is the suite running, and is profile '%s' right?"
                        .formatted(profile.url(call.operation().service()), e.getMessage(), profile.name()),
                e);
    }
}
