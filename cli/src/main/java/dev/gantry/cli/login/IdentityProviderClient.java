package dev.gantry.cli.login;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Trust;
import dev.gantry.cli.output.Json;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Calls of the suite's public pages and of its identity provider, by TLS unless they stay on this machine. */
final class IdentityProviderClient {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 30_000;
    private static final int MOST_BYTES = 1 << 20;

    private final Profile profile;

    IdentityProviderClient(Profile profile) {
        this.profile = profile;
    }

    /** @param body {@link Node#NONE} when the answer is not JSON */
    record Answer(int status, Node body) {
        boolean isDone() {
            return status >= 200 && status < 300;
        }

        /** The provider's code, such as {@code authorization_pending}; empty when it gives none. */
        String error() {
            return body.get("error").text();
        }

        /** For a person: what was answered instead. */
        String words() {
            String described = body.get("error_description").text();
            String code = error().isEmpty() ? "status " + status : error();
            return described.isEmpty() ? code : code + ", " + described;
        }
    }

    Answer get(String url, @Nullable String token) throws IOException {
        HttpURLConnection connection = open(url);
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return answer(connection);
    }

    Answer post(String url, Map<String, String> form) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        byte[] body = form.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpURLConnection open(String url) throws IOException {
        URI uri = usable(url);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MS);
        connection.setReadTimeout(READ_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        if (connection instanceof HttpsURLConnection secure && profile.ca() != null) {
            secure.setSSLSocketFactory(Trust.in(profile));
        }
        return connection;
    }

    private static URI usable(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost() == null ? "" : uri.getHost();
            boolean isHere = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
            if (uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || isHere && "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new CallFailed("a login goes to an https:// address, found " + url, e);
        }
        throw new CallFailed("a login goes to an https:// address, found " + url);
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(MOST_BYTES);
            return new Answer(status, Json.readOrNothing(new String(bytes, StandardCharsets.UTF_8)));
        }
    }
}
