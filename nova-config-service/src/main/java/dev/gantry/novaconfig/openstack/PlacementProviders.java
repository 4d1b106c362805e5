package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.model.placement.PlacementComparison.Provider;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.RemoteException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Placement's picture of a host, and Nova's name for it. */
public final class PlacementProviders {

    private static final CloudSession.Service PLACEMENT = new CloudSession.Service("placement", "1.36");
    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");

    // Placement answers 400 to a class that nothing has yet.
    private static final int UNKNOWN_CLASS = 400;
    private static final int NOT_FOUND = 404;
    private static final int AMBIGUOUS = 409;
    private static final int PAGE = 500;

    private final CloudSession session;

    /** Nova's name for a host, and whether its nova-compute is up: a wrong option keeps it down. */
    public record Hypervisor(String name, String state) {}

    /** Something that holds part of a provider: mostly a server, by its id; its name where Nova tells it. */
    public record Holder(String consumer, @Nullable String server, String provider, Map<String, Integer> resources) {}

    public PlacementProviders(CloudSession session) {
        this.session = session;
    }

    /**
     * Takes the full name, the short name, or the name of the service; the same name counts more than a short one.
     *
     * @throws RemoteException when the short name is that of several
     */
    public Optional<Hypervisor> hypervisor(String host) {
        List<JsonNode> near = likeNamed(shortName(host));
        Optional<Hypervisor> found = chosen(host, near);
        return found.isPresent() ? found : chosen(host, all());
    }

    private static Optional<Hypervisor> chosen(String host, List<JsonNode> among) {
        List<Hypervisor> exact = new ArrayList<>();
        List<Hypervisor> shorter = new ArrayList<>();
        for (JsonNode h : among) {
            String name = h.path("hypervisor_hostname").asText();
            Hypervisor read = new Hypervisor(name, h.path("state").asText());
            if (name.equalsIgnoreCase(host)
                    || h.path("service").path("host").asText().equals(host)) {
                exact.add(read);
            } else if (isShortFor(host, name) || isShortFor(name, host)) {
                shorter.add(read);
            }
        }
        List<Hypervisor> found = exact.isEmpty() ? shorter : exact;
        if (found.size() > 1) {
            throw new RemoteException(
                    AMBIGUOUS,
                    "compute",
                    "host " + host + " may be any of "
                            + found.stream().map(Hypervisor::name).toList()
                            + "; call it in the inventory as Nova does");
        }
        return found.stream().findFirst();
    }

    private static boolean isShortFor(String name, String full) {
        return !name.contains(".") && shortName(full).equalsIgnoreCase(name);
    }

    /** Only a few of a cloud's hypervisors; Nova answers 404 when there is none. */
    private List<JsonNode> likeNamed(String part) {
        try {
            return hypervisors("hypervisor_hostname_pattern=" + encoded(part));
        } catch (RemoteException e) {
            if (e.status() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /** Page by page: a host may be known by its service's name alone. */
    private List<JsonNode> all() {
        return hypervisors("limit=" + PAGE);
    }

    private List<JsonNode> hypervisors(String query) {
        return session.list(COMPUTE, "/os-hypervisors/detail?" + query, "hypervisors");
    }

    /** The root provider of a host and all below it; empty when Placement does not know the host. */
    public List<Provider> tree(String hypervisor) {
        JsonNode roots = get("/resource_providers?name=" + encoded(hypervisor)).path("resource_providers");
        List<Provider> tree = new ArrayList<>();
        if (roots.isEmpty()) {
            return tree;
        }
        String root = roots.path(0).path("uuid").asText();
        get("/resource_providers?in_tree=" + root).path("resource_providers").forEach(p -> provider(p)
                .ifPresent(tree::add));
        return tree;
    }

    /** Empty for one that went away meanwhile: nova-compute is at work there. */
    private Optional<Provider> provider(JsonNode listed) {
        String one = "/resource_providers/" + listed.path("uuid").asText();
        try {
            Map<String, Integer> totals = new HashMap<>();
            get(one + "/inventories")
                    .path("inventories")
                    .properties()
                    .forEach(e ->
                            totals.put(e.getKey(), e.getValue().path("total").asInt()));
            Map<String, Integer> used = amounts(get(one + "/usages").path("usages"));
            return Optional.of(new Provider(
                    listed.path("uuid").asText(), listed.path("name").asText(), totals, used));
        } catch (RemoteException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Who holds something of these providers: the proof that a host is drained is that nobody does. */
    public List<Holder> holders(List<Provider> providers) {
        List<Holder> holders = new ArrayList<>();
        Map<String, Optional<String>> names = new HashMap<>();
        for (Provider p : providers) {
            get("/resource_providers/" + p.uuid() + "/allocations")
                    .path("allocations")
                    .properties()
                    .forEach(e -> holders.add(new Holder(
                            e.getKey(),
                            names.computeIfAbsent(e.getKey(), this::serverName).orElse(null),
                            p.name(),
                            amounts(e.getValue().path("resources")))));
        }
        return holders;
    }

    /** Empty for what is no server, e.g. a migration, and where the login may not see it. */
    private Optional<String> serverName(String consumer) {
        try {
            JsonNode server = session.call(COMPUTE, "GET", "/servers/" + consumer, null);
            return Optional.of(server.path("server").path("name").asText()).filter(name -> !name.isEmpty());
        } catch (RemoteException e) {
            return Optional.empty();
        }
    }

    /**
     * How many providers of the tree the scheduler could take one of the class from now: its own question, over all of reserved, ratio and use.
     *
     * @param root uuid of the host's own provider
     */
    public int candidates(String root, String resourceClass) {
        try {
            return get("/allocation_candidates?resources=" + encoded(resourceClass + ":1") + "&in_tree=" + root)
                    .path("allocation_requests")
                    .size();
        } catch (RemoteException e) {
            if (e.status() == UNKNOWN_CLASS) {
                return 0;
            }
            throw e;
        }
    }

    /** @throws RemoteException 409 while something is allocated from it */
    public void delete(Provider provider) {
        session.call(PLACEMENT, "DELETE", "/resource_providers/" + provider.uuid(), null);
    }

    private JsonNode get(String path) {
        return session.call(PLACEMENT, "GET", path, null);
    }

    private static Map<String, Integer> amounts(JsonNode node) {
        Map<String, Integer> amounts = new HashMap<>();
        node.properties().forEach(e -> amounts.put(e.getKey(), e.getValue().asInt()));
        return amounts;
    }

    private static String shortName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
