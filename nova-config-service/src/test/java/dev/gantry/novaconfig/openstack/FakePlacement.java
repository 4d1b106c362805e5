package dev.gantry.novaconfig.openstack;

import static dev.gantry.novaconfig.openstack.FakeCloud.answer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Placement's providers with their inventories and allocations; {@link FakeCloud} lets in who has a token. */
public final class FakePlacement {

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

    private final Map<String, Provider> providers = new LinkedHashMap<>();

    /** The provider of a host itself. */
    void root(String name) {
        Provider root = new Provider(name, "", Map.of("VCPU", 128, "MEMORY_MB", 1031000));
        providers.put(root.uuid, root);
    }

    Provider provider(String hypervisor, String suffix, Map<String, Integer> totals) {
        String root = providers.values().stream()
                .filter(p -> p.name.equals(hypervisor))
                .findFirst()
                .orElseThrow()
                .uuid;
        Provider provider = new Provider(hypervisor + suffix, root, totals);
        providers.put(provider.uuid, provider);
        return provider;
    }

    void serve(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        if (!"placement 1.36".equals(exchange.getRequestHeaders().getFirst("OpenStack-API-Version"))) {
            answer(exchange, 406, errors(406, "Not Acceptable", "Unacceptable version header"));
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
            answer(exchange, 404, errors(404, "Not Found", "No resource provider with uuid " + part[2] + " found"));
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
            answer(exchange, 400, errors(400, "Bad Request", detail));
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

    private static Map<String, Object> errors(int status, String title, String detail) {
        return Map.of("errors", List.of(Map.of("status", status, "title", title, "detail", detail)));
    }
}
