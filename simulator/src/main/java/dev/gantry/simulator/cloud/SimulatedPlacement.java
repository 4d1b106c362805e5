package dev.gantry.simulator.cloud;

import static dev.gantry.simulator.cloud.ResponseBodies.answer;
import static dev.gantry.simulator.cloud.ResponseBodies.errors;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Placement's providers with their inventories and allocations. */
public final class SimulatedPlacement {
    private static final int NEWEST = 39;

    /** One provider; {@code root} is empty for a host's own. */
    public static final class Provider {
        final String uuid;
        final String name;
        final String root;
        final Map<String, Integer> totals;
        final Map<String, Map<String, Integer>> allocations = new TreeMap<>();
        private int reserved;

        Provider(String name, String root, Map<String, Integer> totals) {
            this.uuid = UUID.nameUUIDFromBytes(("provider " + name).getBytes(StandardCharsets.UTF_8))
                    .toString();
            this.name = name;
            this.root = root;
            this.totals = Map.copyOf(totals);
        }

        /** So many of each class the operator keeps back. */
        public void reserve(int amount) {
            reserved = amount;
        }

        /** Nobody holds anything of it any more. */
        public void release() {
            allocations.clear();
        }

        private int used(String resourceClass) {
            return allocations.values().stream()
                    .mapToInt(a -> a.getOrDefault(resourceClass, 0))
                    .sum();
        }

        private boolean hasRoomFor(String resourceClass) {
            return totals.getOrDefault(resourceClass, 0) > reserved + used(resourceClass);
        }
    }

    private final Map<String, Provider> providers = new LinkedHashMap<>();

    /** The provider of a host itself. */
    void root(String name) {
        Provider root = new Provider(name, "", Map.of("VCPU", 128, "MEMORY_MB", 1031000));
        providers.put(root.uuid, root);
    }

    Provider provider(String hypervisor, String suffix, Map<String, Integer> totals) {
        Provider provider = new Provider(hypervisor + suffix, rootOf(hypervisor), totals);
        providers.put(provider.uuid, provider);
        return provider;
    }

    /** What nova-compute tells of its host from now on, below the host's own provider. */
    void report(String hypervisor, List<Provider> now) {
        String root = rootOf(hypervisor);
        providers.values().removeIf(p -> p.root.equals(root));
        now.forEach(p -> providers.put(p.uuid, p));
    }

    String rootOf(String hypervisor) {
        return providers.values().stream()
                .filter(p -> p.name.equals(hypervisor))
                .findFirst()
                .orElseThrow()
                .uuid;
    }

    void serve(HttpExchange exchange, String path) throws IOException {
        int version = ResponseBodies.microversion(exchange, "placement");
        if (version < 0 || version > NEWEST) {
            answer(exchange, 406, errors(406, "Not Acceptable", "Unacceptable version header"));
            return;
        }
        Map<String, String> query = ResponseBodies.query(exchange);
        String[] part = path.split("/");
        if (path.equals("/resource_providers")) {
            list(exchange, query);
        } else if (path.equals("/allocation_candidates")) {
            candidates(exchange, query);
        } else if (part.length < 3 || !providers.containsKey(part[2])) {
            String detail = "No resource provider with uuid " + part[part.length - 1] + " found";
            answer(exchange, 404, errors(404, "Not Found", detail));
        } else {
            one(exchange, java.util.Objects.requireNonNull(providers.get(part[2])), part.length > 3 ? part[3] : "");
        }
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        @Nullable String name = query.get("name");
        String tree = query.getOrDefault("in_tree", "");
        var found = providers.values().stream()
                .filter(p -> name != null ? p.name.equals(name) : p.uuid.equals(tree) || p.root.equals(tree))
                .map(p -> Map.of("uuid", p.uuid, "name", p.name, "generation", 3))
                .toList();
        answer(exchange, 200, Map.of("resource_providers", found));
    }

    // resources=CUSTOM_NVIDIA_697:1&in_tree=4b5e...
    private void candidates(HttpExchange exchange, Map<String, String> query) throws IOException {
        String wanted = query.getOrDefault("resources", "").replaceFirst(":1$", "");
        String root = query.getOrDefault("in_tree", "");
        if (providers.values().stream().noneMatch(p -> p.totals.containsKey(wanted))) {
            String detail = "Invalid resource class in resources parameter: No such resource class " + wanted + ".  ";
            answer(exchange, 400, errors(400, "Bad Request", detail));
            return;
        }
        var requests = providers.values().stream()
                .filter(p -> (p.uuid.equals(root) || p.root.equals(root)) && p.hasRoomFor(wanted))
                .map(p -> Map.of("allocations", Map.of(p.uuid, Map.of("resources", Map.of(wanted, 1)))))
                .toList();
        answer(exchange, 200, Map.of("allocation_requests", requests, "provider_summaries", Map.of()));
    }

    private void one(HttpExchange exchange, Provider provider, String what) throws IOException {
        if (!exchange.getRequestMethod().equals("DELETE")) {
            answer(exchange, 200, shown(provider, what));
        } else if (provider.allocations.isEmpty()) {
            providers.remove(provider.uuid);
            answer(exchange, 204, null);
        } else {
            String detail = "There was a conflict when trying to complete your request.\n\n"
                    + " Unable to delete resource provider " + provider.uuid + ": Resource provider has allocations.  ";
            Map<String, Object> error = new TreeMap<>(Map.of("status", 409, "title", "Conflict", "detail", detail));
            error.put("code", "placement.resource_provider.inuse");
            answer(exchange, 409, Map.of("errors", List.of(error)));
        }
    }

    private static Map<String, Object> shown(Provider provider, String what) {
        Map<String, Object> shown = new TreeMap<>();
        switch (what) {
            case "inventories" -> provider.totals.forEach((c, total) -> shown.put(c, inventory(total)));
            case "usages" -> provider.totals.keySet().forEach(c -> shown.put(c, provider.used(c)));
            default -> provider.allocations.forEach((c, r) -> shown.put(c, Map.of("resources", r)));
        }
        return Map.of("resource_provider_generation", 3, what, shown);
    }

    private static Map<String, Object> inventory(int total) {
        return Map.of(
                "total",
                total,
                "reserved",
                0,
                "min_unit",
                1,
                "max_unit",
                total,
                "step_size",
                1,
                "allocation_ratio",
                1.0);
    }
}
