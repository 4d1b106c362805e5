package dev.gantry.novaconfig.openstack;

import static dev.gantry.novaconfig.openstack.FakeCloud.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Nova's flavors, hypervisors and servers; {@link FakeCloud} lets in who has a token. */
final class FakeNova {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, Map<String, Object>> flavors = new LinkedHashMap<>();
    private final Map<String, List<String>> access = new TreeMap<>();
    private final List<Map<String, Object>> hypervisors = new ArrayList<>();
    private final Map<String, String> servers = new TreeMap<>();
    private final FakeMoves moves = new FakeMoves();
    private boolean readOnly;
    private int longestPage = 1000;

    void hypervisor(String name, String service, String state) {
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
    }

    FakeMoves moves() {
        return moves;
    }

    /** As if all flavors had been made with these. */
    void scratch(int swapMib, int ephemeralGb) {
        flavors.values().forEach(f -> {
            f.put("swap", swapMib);
            f.put("OS-FLV-EXT-DATA:ephemeral", ephemeralGb);
        });
    }

    void server(String id, String name) {
        servers.put(id, name);
    }

    /** The login is no longer of a role that may change flavors. */
    void forbidChanges() {
        readOnly = true;
    }

    /** {@code osapi_max_limit}. */
    void longestPage(int items) {
        longestPage = items;
    }

    List<String> flavors() {
        return flavors.values().stream().map(f -> f.get("name").toString()).toList();
    }

    List<String> grantsOf(String flavor) {
        return access.getOrDefault(flavor, List.of());
    }

    void serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String method = exchange.getRequestMethod();
        String version = String.valueOf(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"));
        if (!version.equals("compute 2.86")) {
            answer(exchange, 406, fault("computeFault", 406, "Version " + version + " is not what the test expects"));
        } else if (moves.serve(exchange, path, body)) {
            return;
        } else if (path.equals("/os-hypervisors/detail")) {
            hypervisors(exchange, query(exchange));
        } else if (path.startsWith("/servers/")) {
            server(exchange, path.substring("/servers/".length()));
        } else if (path.equals("/flavors/detail")) {
            page(exchange, "flavors", List.copyOf(flavors.values()), query(exchange));
        } else if (readOnly && !method.equals("GET")) {
            String message = "Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.";
            answer(exchange, 403, fault("forbidden", 403, message));
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
            answer(exchange, 404, fault("itemNotFound", 404, message));
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
                found.isEmpty() ? fault("itemNotFound", 404, none) : Map.of("hypervisors", found));
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

    private void create(HttpExchange exchange, JsonNode wanted) throws IOException {
        String name = wanted.path("name").asText();
        if (flavors.values().stream().anyMatch(f -> f.get("name").equals(name))) {
            answer(exchange, 409, fault("conflictingRequest", 409, "Flavor with name " + name + " already exists."));
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
            answer(exchange, 404, fault("itemNotFound", 404, "Flavor " + path[2] + " could not be found."));
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
                            ? fault(
                                    "conflictingRequest",
                                    409,
                                    "Flavor access already exists for flavor " + path[2] + " and project " + project
                                            + " combination.")
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
                        fault(
                                "badRequest",
                                400,
                                "Validation failed; '" + spec.getValue().asText()
                                        + "' is not a valid integer value for '" + spec.getKey() + "'"));
                return;
            }
        }
        wanted.properties().forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        answer(exchange, 200, Map.of("extra_specs", specs));
    }

    private static Map<String, Object> fault(String kind, int code, String message) {
        return Map.of(kind, Map.of("code", code, "message", message));
    }
}
