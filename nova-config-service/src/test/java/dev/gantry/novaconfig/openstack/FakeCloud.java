package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.testing.git.OwnAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Keystone, and behind its tokens Nova and Placement, as far as Gantry speaks to them: real paths, microversions and error bodies (taken from keystone 22,
 * nova-api 26.2.2 and placement 8.0.0), and state that obeys their rules.
 */
public final class FakeCloud implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpServer server;
    private final FakeNova nova = new FakeNova();
    private final FakePlacement placement = new FakePlacement();
    private final List<String> calls = new ArrayList<>();
    private String token = "token-1";
    private int logins;

    private final List<Map.Entry<String, Canned>> canned = new ArrayList<>();

    /** An answer that some proxy, or a service in trouble, gives in place of its own. */
    record Canned(int status, Map<String, String> headers, String body) {}

    public FakeCloud() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static FakeCloud overTls(OwnAuthority authority) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
        return new FakeCloud(server);
    }

    private FakeCloud(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** A clouds.yaml with a password and an application credential. */
    public Path cloudsYaml(Path folder) throws IOException {
        return Files.writeString(folder.resolve("clouds.yaml"), """
            clouds:
              site:
                auth:
                  auth_url: %1$s/v3
                  username: gantry
                  password: right
                  project_name: admin
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
              wrong:
                auth: {auth_url: %1$s, username: gantry, password: wrong, project_name: admin}
              open:
                auth: {auth_url: %1$s/v3/, username: gantry, password: right}
                region_name: RegionOne
              application:
                region_name: RegionOne
                auth_type: v3applicationcredential
                auth:
                  auth_url: %1$s
                  application_credential_id: 21dced0fd20347869b93710d2b98aae0
                  application_credential_secret: right
            """.formatted(url()));
    }

    public synchronized void hypervisor(String name, String service, String state) {
        nova.hypervisor(name, service, state);
        placement.root(name);
    }

    public synchronized FakePlacement.Provider provider(String hypervisor, String suffix, Map<String, Integer> totals) {
        return placement.provider(hypervisor, suffix, totals);
    }

    public synchronized void allocate(
            FakePlacement.Provider provider, String consumer, Map<String, Integer> resources) {
        provider.allocations.put(consumer, resources);
    }

    /** As if all flavors had been made with these. */
    public synchronized void scratch(int swapMib, int ephemeralGb) {
        nova.scratch(swapMib, ephemeralGb);
    }

    public synchronized void server(String id, String name) {
        nova.server(id, name);
    }

    /** Compute services, servers, and where they go. */
    public FakeMoves moves() {
        return nova.moves();
    }

    public synchronized void endTokens() {
        token = "token-" + UUID.randomUUID();
    }

    /** The login is no longer of a role that may change flavors. */
    public synchronized void forbidChanges() {
        nova.forbidChanges();
    }

    /** What the next request whose method and path begin so is answered. */
    synchronized void next(String call, Canned answer) {
        canned.add(Map.entry(call, answer));
    }

    /** {@code osapi_max_limit}. */
    synchronized void longestPage(int items) {
        nova.longestPage(items);
    }

    synchronized List<String> flavors() {
        return nova.flavors();
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized int logins() {
        return logins;
    }

    public synchronized List<String> grantsOf(String flavor) {
        return nova.grantsOf(flavor);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        calls.add(method + " " + exchange.getRequestURI());
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Optional<Map.Entry<String, Canned>> ready = canned.stream()
                .filter(c -> (method + " " + path).startsWith(c.getKey()))
                .findFirst();
        if (ready.isPresent()) {
            canned.remove(ready.get());
            say(exchange, ready.get().getValue());
        } else if (path.equals("/v3/auth/tokens")) {
            login(exchange, body);
        } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            unauthorized(exchange);
        } else if (path.equals("/v3/auth/projects")) {
            answer(exchange, 200, Map.of("projects", List.of(Map.of("id", "p-1", "name", "research"))));
        } else if (path.startsWith("/v3/projects/")) {
            String id = path.substring("/v3/projects/".length());
            String name = id.equals("p-1") ? "research" : "teaching";
            answer(exchange, 200, Map.of("project", Map.of("id", id, "name", name)));
        } else if (path.startsWith("/v3/projects")) {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            var all = List.of(Map.of("id", "p-1", "name", "research"), Map.of("id", "p-2", "name", "teaching"));
            answer(
                    exchange,
                    200,
                    Map.of(
                            "projects",
                            all.stream()
                                    .filter(p -> !query.startsWith("name=") || query.equals("name=" + p.get("name")))
                                    .toList()));
        } else if (path.startsWith("/compute/v2.1/")) {
            nova.serve(exchange, path.substring("/compute/v2.1".length()), body);
        } else {
            placement.serve(exchange, path.substring("/placement".length()));
        }
    }

    private void login(HttpExchange exchange, JsonNode body) throws IOException {
        JsonNode identity = body.path("auth").path("identity");
        String method = identity.path("methods").path(0).asText();
        String secret = method.equals("password")
                ? identity.path("password").path("user").path("password").asText()
                : identity.path("application_credential").path("secret").asText();
        boolean byToken = method.equals("token");
        // Keystone refuses a scope beside an application credential.
        boolean scoped = body.path("auth").has("scope");
        if (!byToken && !secret.equals("right") || scoped && method.equals("application_credential")) {
            unauthorized(exchange);
            return;
        }
        logins++;
        exchange.getResponseHeaders().add("X-Subject-Token", token);
        if (!scoped && method.equals("password")) {
            answer(exchange, 201, Map.of("token", Map.of("methods", List.of("password"))));
            return;
        }
        answer(
                exchange,
                201,
                Map.of(
                        "token",
                        Map.of(
                                "catalog",
                                List.of(
                                        service("compute", "/compute/v2.1"),
                                        service("placement", "/placement"),
                                        service("identity", "/v3")))));
    }

    private static void unauthorized(HttpExchange exchange) throws IOException {
        String message = "The request you have made requires authentication.";
        answer(exchange, 401, Map.of("error", Map.of("code", 401, "title", "Unauthorized", "message", message)));
    }

    private Map<String, Object> service(String type, String path) {
        return Map.of(
                "type",
                type,
                "name",
                type,
                "endpoints",
                List.of(
                        Map.of("interface", "internal", "region", "RegionOne", "url", "http://internal.invalid" + path),
                        Map.of("interface", "public", "region", "RegionTwo", "url", "http://two.invalid" + path),
                        Map.of("interface", "public", "region", "RegionOne", "url", url() + path)));
    }

    private static void say(HttpExchange exchange, Canned canned) throws IOException {
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        canned.headers().forEach((k, v) -> exchange.getResponseHeaders().add(k, v));
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes =
                body == null ? new byte[0] : JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
