package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.model.PlacementReport.Provider;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Placement's picture of a host, and Nova's name for it. */
public final class PlacementProviders {

    private static final CloudSession.Service PLACEMENT = new CloudSession.Service("placement", "1.36");
    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");

    // Placement answers 400 to a class that nothing has yet.
    private static final int UNKNOWN_CLASS = 400;

    private final CloudSession session;

    /** Nova's name for a host, and whether its nova-compute is up: a wrong option keeps it down. */
    public record Hypervisor(String name, String state) {}

    /** Something that holds part of a provider: mostly a server, by its id. */
    public record Holder(String consumer, String provider, Map<String, Integer> resources) {}

    public PlacementProviders(CloudSession session) {
        this.session = session;
    }

    /** Takes the full name, the short name, or the name of the service. */
    public Optional<Hypervisor> hypervisor(String host) {
        String wanted = shortName(host);
        for (JsonNode h :
                session.call(COMPUTE, "GET", "/os-hypervisors/detail", null).path("hypervisors")) {
            String name = h.path("hypervisor_hostname").asText();
            String service = h.path("service").path("host").asText();
            boolean exact = name.equals(host) || service.equals(host);
            if (exact || shortName(name).equals(wanted) && !host.contains(".")) {
                return Optional.of(new Hypervisor(name, h.path("state").asText()));
            }
        }
        return Optional.empty();
    }

    /** The root provider of a host and all below it; empty when Placement does not know the host. */
    public List<Provider> tree(String hypervisor) {
        JsonNode roots = get("/resource_providers?name=" + encoded(hypervisor)).path("resource_providers");
        List<Provider> tree = new ArrayList<>();
        if (roots.isEmpty()) {
            return tree;
        }
        String root = roots.path(0).path("uuid").asText();
        for (JsonNode p : get("/resource_providers?in_tree=" + root).path("resource_providers")) {
            String uuid = p.path("uuid").asText();
            Map<String, Integer> totals = new HashMap<>();
            get("/resource_providers/" + uuid + "/inventories")
                    .path("inventories")
                    .properties()
                    .forEach(e ->
                            totals.put(e.getKey(), e.getValue().path("total").asInt()));
            tree.add(new Provider(
                    uuid,
                    p.path("name").asText(),
                    totals,
                    amounts(get("/resource_providers/" + uuid + "/usages").path("usages"))));
        }
        return tree;
    }

    /** Who holds something of these providers: the proof that a host is drained is that nobody does. */
    public List<Holder> holders(List<Provider> providers) {
        List<Holder> holders = new ArrayList<>();
        for (Provider p : providers) {
            get("/resource_providers/" + p.uuid() + "/allocations")
                    .path("allocations")
                    .properties()
                    .forEach(e -> holders.add(new Holder(
                            e.getKey(), p.name(), amounts(e.getValue().path("resources")))));
        }
        return holders;
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
        } catch (CloudRefusal e) {
            if (e.status() == UNKNOWN_CLASS) {
                return 0;
            }
            throw e;
        }
    }

    /** @throws CloudRefusal 409 while something is allocated from it */
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
