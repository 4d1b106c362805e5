package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keystone: logins by password, application credential or token, the catalogue, and two projects. */
final class SimulatedKeystone {
    private static final Map<String, String> PROJECTS = Map.of("p-1", "research", "p-2", "teaching");

    private final String password;
    private String token = "token-" + UUID.randomUUID();
    private int logins;

    /** @param password of every user, and the secret of every application credential */
    SimulatedKeystone(String password) {
        this.password = password;
    }

    int logins() {
        return logins;
    }

    /** Whoever has one has to log in anew. */
    void endTokens() {
        token = "token-" + UUID.randomUUID();
    }

    boolean lets(HttpExchange exchange) {
        return token.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
    }

    /** @param url of the cloud, without a slash at its end */
    void login(HttpExchange exchange, JsonNode body, String url) throws IOException {
        JsonNode identity = body.path("auth").path("identity");
        String method = identity.path("methods").path(0).asText();
        String secret = method.equals("password")
                ? identity.path("password").path("user").path("password").asText()
                : identity.path("application_credential").path("secret").asText();
        boolean isKnown = method.equals("token") || secret.equals(password);
        // Keystone refuses a scope beside an application credential.
        boolean isScoped = body.path("auth").has("scope");
        if (!isKnown || isScoped && method.equals("application_credential")) {
            refuse(exchange);
            return;
        }
        logins++;
        exchange.getResponseHeaders().add("X-Subject-Token", token);
        Object issued = !isScoped && method.equals("password")
                ? Map.of("methods", List.of("password"))
                : Map.of("catalog", catalogue(url));
        answer(exchange, 201, Map.of("token", issued));
    }

    static void refuse(HttpExchange exchange) throws IOException {
        String message = "The request you have made requires authentication.";
        answer(exchange, 401, Map.of("error", Map.of("code", 401, "title", "Unauthorized", "message", message)));
    }

    void serve(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/v3/auth/projects")) {
            answer(exchange, 200, Map.of("projects", List.of(project("p-1"))));
        } else if (path.startsWith("/v3/projects/")) {
            answer(exchange, 200, Map.of("project", project(path.substring("/v3/projects/".length()))));
        } else {
            String name = ResponseBodies.query(exchange).get("name");
            List<Map<String, String>> found = PROJECTS.keySet().stream()
                    .sorted()
                    .map(SimulatedKeystone::project)
                    .filter(p -> name == null || name.equals(p.get("name")))
                    .toList();
            answer(exchange, 200, Map.of("projects", found));
        }
    }

    private static Map<String, String> project(String id) {
        return Map.of("id", id, "name", PROJECTS.getOrDefault(id, "teaching"));
    }

    private static List<Map<String, Object>> catalogue(String url) {
        return List.of(
                service("compute", url, "/compute/v2.1"),
                service("placement", url, "/placement"),
                service("identity", url, "/v3"));
    }

    private static Map<String, Object> service(String type, String url, String path) {
        return Map.of(
                "type",
                type,
                "name",
                type,
                "endpoints",
                List.of(
                        Map.of("interface", "internal", "region", "RegionOne", "url", "http://internal.invalid" + path),
                        Map.of("interface", "public", "region", "RegionTwo", "url", "http://two.invalid" + path),
                        Map.of("interface", "public", "region", "RegionOne", "url", url + path)));
    }
}
