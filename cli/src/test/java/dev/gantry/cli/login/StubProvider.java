package dev.gantry.cli.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.cli.output.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A suite and its identity provider. The provider takes a device code with its PKCE verifier only, and each refresh token once; it
 * answers {@link #errors} first.
 */
final class StubProvider implements AutoCloseable {
    private final HttpServer server;
    private String challenge = "";
    private int issued;

    /** Answers of the token endpoint before the login is done. */
    final Deque<String> errors = new ArrayDeque<>();

    final List<String> revoked = Collections.synchronizedList(new ArrayList<>());
    /** Members of the provider's own page. */
    final Map<String, Object> page = new LinkedHashMap<>();

    int suiteStatus = 200;

    StubProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.put("issuer", url());
        page.put("device_authorization_endpoint", url() + "/device");
        page.put("token_endpoint", url() + "/token");
        page.put("revocation_endpoint", url() + "/revoke");
        server.createContext(
                "/console/config.json",
                e -> answer(e, 200, Map.of("oidc", Map.of("issuer", url(), "clientId", "gantry", "scope", "openid"))));
        server.createContext(
                "/console/me.json", e -> answer(e, suiteStatus, Map.of("name", "ada", "roles", List.of("operator"))));
        server.createContext("/.well-known/openid-configuration", e -> answer(e, 200, page));
        server.createContext("/device", this::begin);
        server.createContext("/token", this::token);
        server.createContext("/revoke", e -> {
            revoked.add(form(e).get("token"));
            answer(e, 200, Map.of());
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void begin(HttpExchange exchange) throws IOException {
        challenge = form(exchange).getOrDefault("code_challenge", "");
        answer(
                exchange,
                200,
                Map.of(
                        "device_code",
                        "d3v1ce",
                        "user_code",
                        "WDJB-MJHT",
                        "verification_uri",
                        url() + "/enter",
                        "expires_in",
                        600,
                        "interval",
                        5));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        if (!errors.isEmpty()) {
            answer(exchange, 400, Map.of("error", errors.removeFirst()));
        } else if (isGood(form)) {
            issued++;
            answer(
                    exchange,
                    200,
                    Map.of(
                            "access_token",
                            "access-" + issued,
                            "refresh_token",
                            "refresh-" + issued,
                            "expires_in",
                            300));
        } else {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
        }
    }

    private boolean isGood(Map<String, String> form) {
        return form.get("grant_type").equals("refresh_token")
                ? form.get("refresh_token").equals("refresh-" + issued)
                : form.get("device_code").equals("d3v1ce")
                        && challenge.equals(challengeOf(form.getOrDefault("code_verifier", "")));
    }

    private static String challengeOf(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
