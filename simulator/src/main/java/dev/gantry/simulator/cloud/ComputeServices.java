package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.answer;
import static dev.gantry.simulator.cloud.ResponseBodies.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nova's compute services: one a host, enabled or disabled with a reason. */
final class ComputeServices {

    private static final class Service {
        final String id;
        final @Nullable ComputeHost host;
        String status = "enabled";

        @Nullable
        String reason;

        Service(String id, @Nullable ComputeHost host) {
            this.id = id;
            this.host = host;
        }
    }

    private final Map<String, Service> services = new TreeMap<>();

    void add(String host, @Nullable ComputeHost known) {
        String id = UUID.nameUUIDFromBytes(("nova-compute " + host).getBytes(StandardCharsets.UTF_8))
                .toString();
        services.put(host, new Service(id, known));
    }

    void disable(String host, @Nullable String reason) {
        Service service = Objects.requireNonNull(services.get(host), host);
        service.status = "disabled";
        service.reason = reason;
    }

    String status(String host) {
        Service service = Objects.requireNonNull(services.get(host), host);
        return service.status + " " + service.reason;
    }

    /** Reasons of those that are disabled, by host. */
    Map<String, String> disabled() {
        Map<String, String> found = new TreeMap<>();
        services.forEach((host, s) -> {
            if (s.status.equals("disabled")) {
                found.put(host, Objects.requireNonNullElse(s.reason, ""));
            }
        });
        return found;
    }

    /** Hosts that take servers. */
    List<String> open() {
        return services.entrySet().stream()
                .filter(s -> s.getValue().status.equals("enabled"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Empty for a host of which only the service is known. */
    Optional<ComputeHost> computeHost(String host) {
        return Optional.ofNullable(services.get(host)).flatMap(s -> Optional.ofNullable(s.host));
    }

    /** By name; only hosts that are known. */
    Map<String, ComputeHost> computeHosts() {
        Map<String, ComputeHost> known = new TreeMap<>();
        services.keySet().forEach(name -> computeHost(name).ifPresent(host -> known.put(name, host)));
        return known;
    }

    void serve(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, Map.of("services", shown()));
            return;
        }
        Optional<Service> service =
                services.values().stream().filter(s -> s.id.equals(id)).findFirst();
        if (service.isEmpty()) {
            answer(exchange, 404, fault("itemNotFound", 404, "Service " + id + " could not be found."));
            return;
        }
        service.get().status = body.path("status").asText();
        service.get().reason = body.path("disabled_reason").asText(null);
        answer(exchange, 200, Map.of("service", Map.of("id", id, "status", service.get().status)));
    }

    private List<Map<String, @Nullable Object>> shown() {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        services.forEach((host, s) -> {
            Map<String, @Nullable Object> one = new HashMap<>();
            one.put("binary", "nova-compute");
            one.put("host", host);
            one.put("id", s.id);
            one.put("zone", "nova");
            one.put("status", s.status);
            one.put("state", "up");
            one.put("disabled_reason", s.reason);
            one.put("forced_down", false);
            shown.add(one);
        });
        return shown;
    }
}
