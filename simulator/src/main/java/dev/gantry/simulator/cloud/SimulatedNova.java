package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.answer;
import static dev.gantry.simulator.cloud.ResponseBodies.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nova's API for who has a token: what it is asked for goes to flavors or servers; hypervisors it knows itself. */
final class SimulatedNova {
    private static final int NEWEST = 100;

    private final SimulatedFlavors flavors = new SimulatedFlavors(this::page);
    private final List<Map<String, Object>> hypervisors = new ArrayList<>();
    private final Map<String, String> names = new TreeMap<>();
    private final SimulatedServers servers;
    private int longestPage = 1000;

    SimulatedNova(MigrationDelay pace) {
        servers = new SimulatedServers(pace);
    }

    SimulatedServers servers() {
        return servers;
    }

    SimulatedFlavors flavors() {
        return flavors;
    }

    void hypervisor(String name, String service, String state) {
        hypervisors.add(Map.of(
                "id",
                UUID.nameUUIDFromBytes(("hypervisor " + name).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                "hypervisor_hostname",
                name,
                "state",
                state,
                "status",
                "enabled",
                "service",
                Map.of("host", service, "id", UUID.randomUUID().toString())));
    }

    /** A server of which only this is known. */
    void server(String id, String name) {
        names.put(id, name);
    }

    /** {@code osapi_max_limit}. */
    void longestPage(int items) {
        longestPage = items;
    }

    void serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        int version = ResponseBodies.microversion(exchange, "compute");
        if (version < 1 || version > NEWEST) {
            String asked = exchange.getRequestHeaders().getFirst("OpenStack-API-Version");
            String message = "Version " + asked + " is not supported by the API. Minimum is 2.1 and maximum is 2.100.";
            answer(exchange, 406, fault("computeFault", 406, message));
        } else if (path.equals("/servers") && exchange.getRequestMethod().equals("POST")) {
            boot(exchange, body.path("server"));
        } else if (servers.serve(exchange, path, body)) {
            return;
        } else if (path.equals("/os-hypervisors/detail")) {
            hypervisors(exchange, ResponseBodies.query(exchange));
        } else if (path.startsWith("/servers/")) {
            server(exchange, path.substring("/servers/".length()));
        } else {
            flavors.serve(exchange, path, body);
        }
    }

    // {"server": {"name": "render-1", "flavorRef": "9d3b9ad5-...", "availability_zone": "nova:computegpu000"}}
    private void boot(HttpExchange exchange, JsonNode wanted) throws IOException {
        String flavor = wanted.path("flavorRef").asText();
        Optional<Map<String, String>> specs = flavors.extraSpecs(flavor);
        if (specs.isEmpty()) {
            answer(exchange, 400, fault("badRequest", 400, "Flavor " + flavor + " could not be found."));
            return;
        }
        String zone = wanted.path("availability_zone").asText("");
        @Nullable String host = zone.contains(":") ? zone.substring(zone.indexOf(':') + 1) : null;
        String id = servers.boot(wanted.path("name").asText(), specs.get(), host);
        answer(exchange, 202, Map.of("server", Map.of("id", id, "links", List.of())));
    }

    private void server(HttpExchange exchange, String id) throws IOException {
        String name = names.get(id);
        if (name == null) {
            answer(exchange, 404, fault("itemNotFound", 404, "Instance " + id + " could not be found."));
        } else {
            answer(exchange, 200, Map.of("server", Map.of("id", id, "name", name, "status", "ACTIVE")));
        }
    }

    private void hypervisors(HttpExchange exchange, Map<String, String> query) throws IOException {
        String part = query.get("hypervisor_hostname_pattern");
        if (part == null) {
            page(exchange, "hypervisors", hypervisors);
            return;
        }
        var found = hypervisors.stream()
                .filter(h -> String.valueOf(h.get("hypervisor_hostname")).contains(part))
                .toList();
        String none = "No hypervisor matching '" + part + "' could be found.";
        answer(
                exchange,
                found.isEmpty() ? 404 : 200,
                found.isEmpty() ? fault("itemNotFound", 404, none) : Map.of("hypervisors", found));
    }

    /** As nova/api/openstack/common.py: a full page may not be the last, and says where the next begins. */
    private void page(HttpExchange exchange, String name, List<Map<String, Object>> all) throws IOException {
        Map<String, String> query = ResponseBodies.query(exchange);
        int limit = Math.min(longestPage, Integer.parseInt(query.getOrDefault("limit", "1000")));
        List<Object> ids = all.stream()
                .map(item -> String.valueOf(item.get("id")))
                .<Object>map(id -> id)
                .toList();
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
}
