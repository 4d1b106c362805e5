package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.JSON;
import static dev.gantry.simulator.cloud.ResponseBodies.answer;
import static dev.gantry.simulator.cloud.ResponseBodies.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Nova's flavors with their extra specs, and who may use them. */
final class SimulatedFlavors {
    /** Older ones take any extra spec. */
    private static final int CHECKS_SPECS = 86;

    /** One flavor. */
    private static final class Flavor {
        final Map<String, Object> shown = new LinkedHashMap<>();
        final Map<String, String> specs = new LinkedHashMap<>();

        String name() {
            return String.valueOf(shown.get("name"));
        }
    }

    /** Answers a part of a list. */
    interface Pages {
        void answer(HttpExchange exchange, String name, List<Map<String, Object>> all) throws IOException;
    }

    private final Map<String, Flavor> flavors = new LinkedHashMap<>();
    private final Map<String, List<String>> access = new TreeMap<>();
    private final Pages pages;
    private boolean readOnly;

    SimulatedFlavors(Pages pages) {
        this.pages = pages;
    }

    /** The login is no longer of a role that may change flavors. */
    void forbidChanges() {
        readOnly = true;
    }

    /** As if all flavors had been made with these. */
    void scratch(int swapMib, int ephemeralGb) {
        flavors.values().forEach(f -> {
            f.shown.put("swap", swapMib);
            f.shown.put("OS-FLV-EXT-DATA:ephemeral", ephemeralGb);
        });
    }

    List<String> names() {
        return flavors.values().stream().map(Flavor::name).toList();
    }

    List<String> grantsOf(String flavor) {
        return access.getOrDefault(flavor, List.of());
    }

    /** As Nova shows them. */
    List<Map<String, Object>> shown() {
        return flavors.values().stream().map(f -> f.shown).toList();
    }

    /** One that was there before this process was. */
    void restore(Map<String, Object> shown) {
        Flavor flavor = new Flavor();
        flavor.shown.putAll(shown);
        if (shown.get("extra_specs") instanceof Map<?, ?> specs) {
            specs.forEach((key, value) -> flavor.specs.put(String.valueOf(key), String.valueOf(value)));
        }
        flavor.shown.put("extra_specs", flavor.specs);
        flavors.put(String.valueOf(shown.get("id")), flavor);
    }

    /** Empty when there is no such flavor. */
    Optional<Map<String, String>> extraSpecs(String id) {
        return Optional.ofNullable(flavors.get(id)).map(f -> f.specs);
    }

    void serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String method = exchange.getRequestMethod();
        String[] parts = path.split("/");
        if (path.equals("/flavors/detail")) {
            pages.answer(exchange, "flavors", shown());
        } else if (readOnly && !method.equals("GET")) {
            String message = "Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.";
            answer(exchange, 403, fault("forbidden", 403, message));
        } else if (path.equals("/flavors") && method.equals("POST")) {
            create(exchange, body.path("flavor"));
        } else if (parts.length < 3 || !flavors.containsKey(parts[2])) {
            answer(
                    exchange,
                    404,
                    fault("itemNotFound", 404, "Flavor " + parts[parts.length - 1] + " could not be found."));
        } else {
            one(exchange, parts, body);
        }
    }

    private void create(HttpExchange exchange, JsonNode wanted) throws IOException {
        String name = wanted.path("name").asText();
        if (names().contains(name)) {
            answer(exchange, 409, fault("conflictingRequest", 409, "Flavor with name " + name + " already exists."));
            return;
        }
        Flavor flavor = new Flavor();
        String id = UUID.randomUUID().toString();
        flavor.shown.put("id", id);
        flavor.shown.put("swap", "");
        flavor.shown.put("OS-FLV-EXT-DATA:ephemeral", 0);
        wanted.properties().forEach(e -> flavor.shown.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class)));
        flavor.shown.put("extra_specs", flavor.specs);
        flavors.put(id, flavor);
        answer(exchange, 200, Map.of("flavor", flavor.shown));
    }

    private void one(HttpExchange exchange, String[] path, JsonNode body) throws IOException {
        String method = exchange.getRequestMethod();
        Flavor flavor = java.util.Objects.requireNonNull(flavors.get(path[2]));
        if (path.length == 3) {
            flavors.remove(path[2]);
            answer(exchange, 202, null);
        } else if (path[3].equals("os-extra_specs") && method.equals("POST")) {
            setSpecs(exchange, flavor.specs, body.path("extra_specs"));
        } else if (path[3].equals("os-extra_specs")) {
            flavor.specs.remove(path[4]);
            answer(exchange, 200, Map.of());
        } else {
            access(exchange, path, access.computeIfAbsent(flavor.name(), f -> new ArrayList<>()), body);
        }
    }

    private static void access(HttpExchange exchange, String[] path, List<String> granted, JsonNode body)
            throws IOException {
        String added = body.path("addTenantAccess").path("tenant").asText();
        if (path[3].equals("os-flavor-access")) {
            var shown = granted.stream()
                    .map(p -> Map.of("flavor_id", path[2], "tenant_id", p))
                    .toList();
            answer(exchange, 200, Map.of("flavor_access", shown));
        } else if (granted.contains(added)) {
            String message =
                    "Flavor access already exists for flavor " + path[2] + " and project " + added + " combination.";
            answer(exchange, 409, fault("conflictingRequest", 409, message));
        } else {
            if (body.has("addTenantAccess")) {
                granted.add(added);
            } else {
                granted.remove(body.path("removeTenantAccess").path("tenant").asText());
            }
            answer(exchange, 200, Map.of("flavor_access", List.of()));
        }
    }

    private static void setSpecs(HttpExchange exchange, Map<String, String> specs, JsonNode wanted) throws IOException {
        boolean checks = ResponseBodies.microversion(exchange, "compute") >= CHECKS_SPECS;
        for (var spec : wanted.properties()) {
            boolean isCount = spec.getKey().startsWith("resources:");
            if (checks && isCount && !spec.getValue().asText().matches("\\d+")) {
                String message = "Validation failed; '" + spec.getValue().asText()
                        + "' is not a valid integer value for '" + spec.getKey() + "'";
                answer(exchange, 400, fault("badRequest", 400, message));
                return;
            }
        }
        wanted.properties().forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        answer(exchange, 200, Map.of("extra_specs", specs));
    }
}
