package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.openstack.CloudOptions;
import dev.gantry.openstack.CloudSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Keystone in front of a real Glance that runs without one: the user's name becomes the token, which such a Glance reads as user, project and roles. */
final class TokenIssuer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String imageUrl;

    TokenIssuer(String imageUrl) throws IOException {
        this.imageUrl = imageUrl;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v3/auth/tokens", this::issue);
        server.start();
    }

    CloudSession session(String token) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new CloudSession(new CloudOptions("test", Path.of(""))
                .read(
                        "site",
                        Map.of(
                                "auth",
                                Map.of("auth_url", url, "username", token, "password", "any", "project_name", "any"))));
    }

    private void issue(HttpExchange exchange) throws IOException {
        String token = JSON.readTree(exchange.getRequestBody())
                .at("/auth/identity/password/user/name")
                .asText();
        byte[] body = """
            {"token": {"catalog": [{"type": "image", "endpoints": [{"interface": "public", "url": "%s"}]}]}}\
            """.formatted(imageUrl).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Subject-Token", token);
        exchange.sendResponseHeaders(201, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
