package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.Flavor.Access;
import dev.gantry.novaconfig.model.flavor.FlavorPlan;
import dev.gantry.novaconfig.model.flavor.FlavorPlan.Existing;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.RemoteException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nova's flavors. Extra specs are checked by Nova only from microversion 2.86 on, so nothing older is spoken. */
public final class NovaFlavors {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");
    private static final CloudSession.Service IDENTITY = new CloudSession.Service("identity", "");
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PAGE = 500;

    private final CloudSession session;

    public NovaFlavors(CloudSession session) {
        this.session = session;
    }

    /** Every flavor, public or not, page by page: how long a page is, Nova decides. */
    public List<Existing> list() {
        List<Existing> found = new ArrayList<>();
        session.list(COMPUTE, "/flavors/detail?is_public=None&limit=" + PAGE, "flavors")
                .forEach(f -> existing(f).ifPresent(found::add));
        return found;
    }

    /** @throws RemoteException with Nova's own words */
    public void apply(FlavorPlan.Step step) {
        Runnable call =
                switch (step) {
                    case FlavorPlan.Create create -> () -> create(create.flavor());
                    case FlavorPlan.SetSpecs set -> () -> specs(set.id(), set.specs());
                    case FlavorPlan.UnsetSpecs unset -> () -> unset.keys().forEach(k -> unset(unset.id(), k));
                    case FlavorPlan.Grant grant ->
                        () -> access(grant.id(), "addTenantAccess", projectId(grant.project()));
                    case FlavorPlan.Revoke revoke ->
                        () -> access(revoke.id(), "removeTenantAccess", projectId(revoke.project()));
                    case FlavorPlan.NeedsNewName needs ->
                        throw new RemoteException(CONFLICT, "compute", needs.summary());
                };
        call.run();
    }

    private void unset(String id, String key) {
        try {
            session.call(COMPUTE, "DELETE", "/flavors/" + id + "/os-extra_specs/" + encoded(key), null);
        } catch (RemoteException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    private void create(Flavor f) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", f.name());
        body.put("ram", f.size().ramMib());
        body.put("disk", f.size().diskGb());
        body.put("vcpus", f.size().vcpus());
        body.put("os-flavor-access:is_public", f.access() == Access.PUBLIC);
        List<String> projects = f.access() == Access.PRIVATE
                ? f.projects().stream().map(this::projectId).toList()
                : List.of();
        String id = session.call(COMPUTE, "POST", "/flavors", Map.of("flavor", body))
                .path("flavor")
                .path("id")
                .asText();
        try {
            if (!f.extraSpecs().isEmpty()) {
                specs(id, f.extraSpecs());
            }
            projects.forEach(p -> access(id, "addTenantAccess", p));
        } catch (RemoteException e) {
            takeBack(id, e);
        }
    }

    /** A flavor without its extra specs could be booked and would give no GPU. */
    private void takeBack(String id, RemoteException why) {
        try {
            session.call(COMPUTE, "DELETE", "/flavors/" + id, null);
        } catch (RemoteException e) {
            throw new RemoteException(
                    why.status(),
                    why.service(),
                    why.said() + "; flavor " + id + " is there but not complete: apply again");
        }
        throw why;
    }

    private void specs(String id, Map<String, String> specs) {
        session.call(COMPUTE, "POST", "/flavors/" + id + "/os-extra_specs", Map.of("extra_specs", specs));
    }

    private void access(String id, String action, String projectId) {
        try {
            session.call(COMPUTE, "POST", "/flavors/" + id + "/action", Map.of(action, Map.of("tenant", projectId)));
        } catch (RemoteException e) {
            // What is granted already answers 409, what is not granted any more 404: the wish is fulfilled.
            int fulfilled = action.equals("addTenantAccess") ? CONFLICT : NOT_FOUND;
            if (e.status() != fulfilled) {
                throw e;
            }
        }
    }

    /** Takes a project's id as well. */
    private String projectId(String named) {
        JsonNode projects = session.call(IDENTITY, "GET", "/projects?name=" + encoded(named), null)
                .path("projects");
        if (projects.isEmpty() && named.matches("[0-9a-f]{32}|default")) {
            return project(named).path("id").asText();
        }
        if (projects.size() != 1) {
            throw new RemoteException(
                    NOT_FOUND,
                    "identity",
                    "project " + named + " is found " + projects.size()
                            + " times; name one that exists once, or its id");
        }
        return projects.path(0).path("id").asText();
    }

    private JsonNode project(String id) {
        return session.call(IDENTITY, "GET", "/projects/" + encoded(id), null).path("project");
    }

    /** Empty for a flavor that could not be defined here: an older Nova took names that the newer ones refuse. */
    private static Optional<Existing> existing(JsonNode f) {
        String id = f.path("id").asText();
        boolean open = f.path("os-flavor-access:is_public").asBoolean(true);
        Map<String, String> specs = new LinkedHashMap<>();
        f.path("extra_specs")
                .properties()
                .forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        try {
            Flavor.Size size = new Flavor.Size(
                    f.path("ram").asInt(),
                    f.path("disk").asInt(),
                    f.path("vcpus").asInt());
            Access access = open ? Access.PUBLIC : Access.PRIVATE;
            Flavor flavor = new Flavor(f.path("name").asText(), size, access, List.of(), specs);
            return Optional.of(new Existing(id, flavor, scratch(f)));
        } catch (MalformedValueException e) {
            return Optional.empty();
        }
    }

    /** Sample: {@code "swap": "", "OS-FLV-EXT-DATA:ephemeral": 0}; swap is a number where it is not zero. */
    private static String scratch(JsonNode f) {
        List<String> disks = new ArrayList<>();
        int swapMib = f.path("swap").asInt();
        if (swapMib > 0) {
            disks.add("swap " + swapMib + " MiB");
        }
        int ephemeralGb = f.path("OS-FLV-EXT-DATA:ephemeral").asInt();
        if (ephemeralGb > 0) {
            disks.add("ephemeral " + ephemeralGb + " GB");
        }
        return String.join(", ", disks);
    }

    /**
     * The projects that may use a private flavor: in the words of {@code wanted} where one of them means it, else by name, by id where the
     * name cannot be read.
     */
    public List<String> projects(String id, List<String> wanted) {
        Map<String, String> words = new HashMap<>();
        wanted.forEach(w -> words.put(projectId(w), w));
        List<String> found = new ArrayList<>();
        session.call(COMPUTE, "GET", "/flavors/" + id + "/os-flavor-access", null)
                .path("flavor_access")
                .forEach(
                        a -> found.add(words.computeIfAbsent(a.path("tenant_id").asText(), this::nameOrId)));
        return found;
    }

    private String nameOrId(String projectId) {
        try {
            return project(projectId).path("name").asText(projectId);
        } catch (RemoteException e) {
            if (e.retryable()) {
                throw e;
            }
            return projectId;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
