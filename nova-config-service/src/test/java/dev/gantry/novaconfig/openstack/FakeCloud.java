package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.novaconfig.git.OwnAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Keystone, Nova and Placement as far as Gantry speaks to them: real paths, microversions and error bodies (taken from keystone 22,
 * nova-api 26.2.2 and placement 8.0.0), and state that obeys their rules.
 */
public final class FakeCloud implements AutoCloseable {

    /** One provider. */
    public static final class Provider {
        final String uuid = UUID.randomUUID().toString();
        final String name;
        final String root;
        final Map<String, Integer> totals;
        final Map<String, Map<String, Integer>> allocations = new TreeMap<>();
        int reserved;

        Provider(String name, String root, Map<String, Integer> totals) {
            this.name = name;
            this.root = root;
            this.totals = totals;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, Map<String, Object>> flavors = new LinkedHashMap<>();
    private final Map<String, List<String>> access = new TreeMap<>();
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final List<Map<String, Object>> hypervisors = new ArrayList<>();
    private final Map<String, String> servers = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private String token = "token-1";
    private int logins;
    private boolean readOnly;
    private int longestPage = 1000;
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
        hypervisors.add(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "hypervisor_hostname",
                name,
                "state",
                state,
                "status",
                "enabled",
                "service",
                Map.of("host", service, "id", UUID.randomUUID().toString())));
        Provider root = new Provider(name, "", Map.of("VCPU", 128, "MEMORY_MB", 1031000));
        providers.put(root.uuid, root);
    }

    public synchronized Provider provider(String hypervisor, String suffix, Map<String, Integer> totals) {
        String root = providers.values().stream()
                .filter(p -> p.name.equals(hypervisor))
                .findFirst()
                .orElseThrow()
                .uuid;
        Provider provider = new Provider(hypervisor + suffix, root, totals);
        providers.put(provider.uuid, provider);
        return provider;
    }

    public synchronized void allocate(Provider provider, String consumer, Map<String, Integer> resources) {
        provider.allocations.put(consumer, resources);
    }

    /** As if all flavors had been made with these. */
    public synchronized void scratch(int swapMib, int ephemeralGb) {
        flavors.values().forEach(f -> {
            f.put("swap", swapMib);
            f.put("OS-FLV-EXT-DATA:ephemeral", ephemeralGb);
        });
    }

    public synchronized void server(String id, String name) {
        servers.put(id, name);
    }

    public synchronized void endTokens() {
        token = "token-" + UUID.randomUUID();
    }

    /** The login is no longer of a role that may change flavors. */
    public synchronized void forbidChanges() {
        readOnly = true;
    }

    /** What the next request whose method and path begin so is answered. */
    synchronized void next(String call, Canned answer) {
        canned.add(Map.entry(call, answer));
    }

    /** {@code osapi_max_limit}. */
    synchronized void longestPage(int items) {
        longestPage = items;
    }

    synchronized List<String> flavors() {
        return flavors.values().stream().map(f -> f.get("name").toString()).toList();
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized int logins() {
        return logins;
    }

    public synchronized List<String> grantsOf(String flavor) {
        return access.getOrDefault(flavor, List.of());
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
            answer(
                    exchange,
                    401,
                    Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    401,
                                    "title",
                                    "Unauthorized",
                                    "message",
                                    "The request you have made requires authentication.")));
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
            compute(exchange, method, path.substring("/compute/v2.1".length()), body);
        } else {
            placement(exchange, method, path.substring("/placement".length()));
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
            answer(
                    exchange,
                    401,
                    Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    401,
                                    "title",
                                    "Unauthorized",
                                    "message",
                                    "The request you have made requires authentication.")));
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

    private void compute(HttpExchange exchange, String method, String path, JsonNode body) throws IOException {
        String version = String.valueOf(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"));
        if (!version.equals("compute 2.86")) {
            answer(
                    exchange,
                    406,
                    Map.of(
                            "computeFault",
                            Map.of("code", 406, "message", "Version " + version + " is not what the test expects")));
        } else if (path.equals("/os-hypervisors/detail")) {
            hypervisors(exchange, query(exchange));
        } else if (path.startsWith("/servers/")) {
            server(exchange, path.substring("/servers/".length()));
        } else if (path.equals("/flavors/detail")) {
            page(exchange, "flavors", List.copyOf(flavors.values()), query(exchange));
        } else if (readOnly && !method.equals("GET")) {
            String message = "Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.";
            answer(exchange, 403, Map.of("forbidden", Map.of("code", 403, "message", message)));
        } else if (path.equals("/flavors") && method.equals("POST")) {
            create(exchange, body.path("flavor"));
        } else {
            flavor(exchange, method, path.split("/"), body);
        }
    }

    private void server(HttpExchange exchange, String id) throws IOException {
        String name = servers.get(id);
        if (name == null) {
            String message = "Instance " + id + " could not be found.";
            answer(exchange, 404, Map.of("itemNotFound", Map.of("code", 404, "message", message)));
        } else {
            answer(exchange, 200, Map.of("server", Map.of("id", id, "name", name, "status", "ACTIVE")));
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new TreeMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String part : query == null ? new String[0] : query.split("&")) {
            found.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return found;
    }

    private void hypervisors(HttpExchange exchange, Map<String, String> query) throws IOException {
        String part = query.get("hypervisor_hostname_pattern");
        if (part == null) {
            page(exchange, "hypervisors", hypervisors, query);
            return;
        }
        var found = hypervisors.stream()
                .filter(h -> h.get("hypervisor_hostname").toString().contains(part))
                .toList();
        String none = "No hypervisor matching '" + part + "' could be found.";
        answer(
                exchange,
                found.isEmpty() ? 404 : 200,
                found.isEmpty()
                        ? Map.of("itemNotFound", Map.of("code", 404, "message", none))
                        : Map.of("hypervisors", found));
    }

    /** As nova/api/openstack/common.py: a full page may not be the last, and says where the next begins. */
    private void page(HttpExchange exchange, String name, List<Map<String, Object>> all, Map<String, String> query)
            throws IOException {
        int limit = Math.min(longestPage, Integer.parseInt(query.getOrDefault("limit", "1000")));
        List<Object> ids = all.stream().map(i -> i.get("id")).toList();
        int from = query.containsKey("marker") ? ids.indexOf(query.get("marker")) + 1 : 0;
        var items = all.stream().skip(from).limit(limit).toList();
        Map<String, Object> body = new LinkedHashMap<>(Map.of(name, items));
        if (items.size() == limit) {
            String href = "http://controller.internal:8774/v2.1"
                    + exchange.getRequestURI().getPath() + "?limit=" + limit
                    + (name.equals("flavors") ? "&is_public=None" : "") + "&marker="
                    + items.getLast().get("id");
            body.put(name + "_links", List.of(Map.of("rel", "next", "href", href)));
        }
        answer(exchange, 200, body);
    }

    private static void say(HttpExchange exchange, Canned canned) throws IOException {
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        canned.headers().forEach((k, v) -> exchange.getResponseHeaders().add(k, v));
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void create(HttpExchange exchange, JsonNode wanted) throws IOException {
        String name = wanted.path("name").asText();
        if (flavors.values().stream().anyMatch(f -> f.get("name").equals(name))) {
            answer(
                    exchange,
                    409,
                    Map.of(
                            "conflictingRequest",
                            Map.of("code", 409, "message", "Flavor with name " + name + " already exists.")));
            return;
        }
        Map<String, Object> flavor = new LinkedHashMap<>();
        String id = UUID.randomUUID().toString();
        flavor.put("id", id);
        flavor.put("swap", "");
        flavor.put("OS-FLV-EXT-DATA:ephemeral", 0);
        wanted.properties().forEach(e -> flavor.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class)));
        flavor.put("extra_specs", new LinkedHashMap<String, Object>());
        flavors.put(id, flavor);
        answer(exchange, 200, Map.of("flavor", flavor));
    }

    @SuppressWarnings("unchecked")
    private void flavor(HttpExchange exchange, String method, String[] path, JsonNode body) throws IOException {
        Map<String, Object> flavor = flavors.get(path[2]);
        if (flavor == null) {
            answer(
                    exchange,
                    404,
                    Map.of(
                            "itemNotFound",
                            Map.of("code", 404, "message", "Flavor " + path[2] + " could not be found.")));
            return;
        }
        if (path.length == 3 && method.equals("DELETE")) {
            flavors.remove(path[2]);
            answer(exchange, 202, null);
            return;
        }
        Map<String, Object> specs = (Map<String, Object>) flavor.get("extra_specs");
        List<String> granted = access.computeIfAbsent(flavor.get("name").toString(), f -> new ArrayList<>());
        if (path[3].equals("os-extra_specs") && method.equals("POST")) {
            setSpecs(exchange, specs, body.path("extra_specs"));
        } else if (path[3].equals("os-extra_specs")) {
            specs.remove(path[4]);
            answer(exchange, 200, Map.of());
        } else if (path[3].equals("os-flavor-access")) {
            answer(
                    exchange,
                    200,
                    Map.of(
                            "flavor_access",
                            granted.stream()
                                    .map(p -> Map.of("flavor_id", path[2], "tenant_id", p))
                                    .toList()));
        } else if (body.has("addTenantAccess")) {
            String project = body.path("addTenantAccess").path("tenant").asText();
            boolean twice = granted.contains(project);
            if (!twice) {
                granted.add(project);
            }
            answer(
                    exchange,
                    twice ? 409 : 200,
                    twice
                            ? Map.of(
                                    "conflictingRequest",
                                    Map.of(
                                            "code",
                                            409,
                                            "message",
                                            "Flavor access already exists for flavor " + path[2] + " and project "
                                                    + project + " combination."))
                            : Map.of("flavor_access", List.of()));
        } else {
            granted.remove(body.path("removeTenantAccess").path("tenant").asText());
            answer(exchange, 200, Map.of("flavor_access", List.of()));
        }
    }

    private void setSpecs(HttpExchange exchange, Map<String, Object> specs, JsonNode wanted) throws IOException {
        for (var spec : wanted.properties()) {
            if (spec.getKey().startsWith("resources:")
                    && !spec.getValue().asText().matches("\\d+")) {
                answer(
                        exchange,
                        400,
                        Map.of(
                                "badRequest",
                                Map.of(
                                        "code",
                                        400,
                                        "message",
                                        "Validation failed; '" + spec.getValue().asText()
                                                + "' is not a valid integer value for '" + spec.getKey() + "'")));
                return;
            }
        }
        wanted.properties().forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        answer(exchange, 200, Map.of("extra_specs", specs));
    }

    private void placement(HttpExchange exchange, String method, String path) throws IOException {
        if (!"placement 1.36".equals(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"))) {
            answer(
                    exchange,
                    406,
                    Map.of(
                            "errors",
                            List.of(Map.of(
                                    "status",
                                    406,
                                    "title",
                                    "Not Acceptable",
                                    "detail",
                                    "Unacceptable version header"))));
            return;
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (path.equals("/resource_providers")) {
            String value = query.substring(query.indexOf('=') + 1);
            var found = providers.values().stream()
                    .filter(p -> query.startsWith("name=")
                            ? p.name.equals(value)
                            : p.uuid.equals(value) || p.root.equals(value))
                    .map(p -> Map.of("uuid", p.uuid, "name", p.name, "generation", 3))
                    .toList();
            answer(exchange, 200, Map.of("resource_providers", found));
            return;
        }
        if (path.equals("/allocation_candidates")) {
            candidates(exchange, query);
            return;
        }
        String[] part = path.split("/");
        Provider provider = providers.get(part[2]);
        if (provider == null) {
            answer(
                    exchange,
                    404,
                    Map.of(
                            "errors",
                            List.of(Map.of(
                                    "status",
                                    404,
                                    "title",
                                    "Not Found",
                                    "detail",
                                    "No resource provider with uuid " + part[2] + " found"))));
        } else if (method.equals("DELETE")) {
            delete(exchange, provider);
        } else {
            answer(exchange, 200, shown(provider, part[3]));
        }
    }

    // resources=CUSTOM_NVIDIA_697:1&in_tree=4b5e...
    private void candidates(HttpExchange exchange, String query) throws IOException {
        String wanted = query.replaceFirst("^resources=([^:]+):1&.*$", "$1");
        String root = query.substring(query.lastIndexOf('=') + 1);
        if (providers.values().stream().noneMatch(p -> p.totals.containsKey(wanted))) {
            String detail = "Invalid resource class in resources parameter: No such resource class " + wanted + ".  ";
            answer(
                    exchange,
                    400,
                    Map.of("errors", List.of(Map.of("status", 400, "title", "Bad Request", "detail", detail))));
            return;
        }
        var requests = providers.values().stream()
                .filter(p -> p.uuid.equals(root) || p.root.equals(root))
                .filter(p -> p.totals.getOrDefault(wanted, 0)
                        > p.reserved
                                + p.allocations.values().stream()
                                        .mapToInt(a -> a.getOrDefault(wanted, 0))
                                        .sum())
                .map(p -> Map.of("allocations", Map.of(p.uuid, Map.of("resources", Map.of(wanted, 1)))))
                .toList();
        answer(exchange, 200, Map.of("allocation_requests", requests, "provider_summaries", Map.of()));
    }

    private void delete(HttpExchange exchange, Provider provider) throws IOException {
        if (!provider.allocations.isEmpty()) {
            answer(
                    exchange,
                    409,
                    Map.of(
                            "errors",
                            List.of(Map.of(
                                    "status",
                                    409,
                                    "title",
                                    "Conflict",
                                    "detail",
                                    "There was a conflict when trying to complete your request.\n\n"
                                            + " Unable to delete resource provider "
                                            + provider.uuid + ": Resource provider has allocations.  ",
                                    "code",
                                    "placement.resource_provider.inuse"))));
        } else {
            providers.remove(provider.uuid);
            answer(exchange, 204, null);
        }
    }

    private static Map<String, Object> shown(Provider provider, String what) {
        return switch (what) {
            case "inventories" -> {
                Map<String, Object> inventories = new TreeMap<>();
                provider.totals.forEach((c, t) -> inventories.put(
                        c,
                        Map.of(
                                "total",
                                t,
                                "reserved",
                                0,
                                "min_unit",
                                1,
                                "max_unit",
                                t,
                                "step_size",
                                1,
                                "allocation_ratio",
                                1.0)));
                yield Map.of("resource_provider_generation", 3, "inventories", inventories);
            }
            case "usages" -> {
                Map<String, Integer> used = new TreeMap<>();
                provider.totals.forEach((c, t) -> used.put(
                        c,
                        provider.allocations.values().stream()
                                .mapToInt(a -> a.getOrDefault(c, 0))
                                .sum()));
                yield Map.of("resource_provider_generation", 3, "usages", used);
            }
            default -> {
                Map<String, Object> held = new TreeMap<>();
                provider.allocations.forEach((c, r) -> held.put(c, Map.of("resources", r)));
                yield Map.of("resource_provider_generation", 3, "allocations", held);
            }
        };
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes =
                body == null ? new byte[0] : JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
