package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.model.Flavor;
import dev.gantry.novaconfig.model.Flavor.Access;
import dev.gantry.novaconfig.model.FlavorPlan;
import dev.gantry.novaconfig.model.FlavorPlan.Existing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nova's flavors. Extra specs are checked by Nova only from microversion 2.86 on, so nothing older is spoken. */
public final class NovaFlavors {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "2.86");
    private static final CloudSession.Service IDENTITY = new CloudSession.Service("identity", "");
    private static final int CONFLICT = 409;
    private static final int PAGE = 500;

    private final CloudSession session;

    public NovaFlavors(CloudSession session) {
        this.session = session;
    }

    /** Every flavor, public or not. Projects are read for private ones only. */
    public List<Existing> list() {
        List<Existing> found = new ArrayList<>();
        String marker = "";
        while (true) {
            JsonNode page = session.call(COMPUTE, "GET", "/flavors/detail?is_public=None&limit=" + PAGE + marker, null)
                    .path("flavors");
            page.forEach(f -> found.add(existing(f)));
            if (page.size() < PAGE) {
                return found;
            }
            marker = "&marker=" + page.path(page.size() - 1).path("id").asText();
        }
    }

    /** @throws CloudRefusal with Nova's own words */
    public void apply(FlavorPlan.Step step) {
        Runnable call =
                switch (step) {
                    case FlavorPlan.Create create -> () -> create(create.flavor());
                    case FlavorPlan.SetSpecs set -> () -> specs(set.id(), set.specs());
                    case FlavorPlan.UnsetSpecs unset -> () -> unset.keys().forEach(k -> unset(unset.id(), k));
                    case FlavorPlan.Grant grant -> () -> access(grant.id(), "addTenantAccess", grant.project());
                    case FlavorPlan.Revoke revoke -> () -> access(revoke.id(), "removeTenantAccess", revoke.project());
                    case FlavorPlan.NeedsNewName needs -> throw new CloudRefusal(CONFLICT, "compute", needs.summary());
                };
        call.run();
    }

    private void unset(String id, String key) {
        session.call(COMPUTE, "DELETE", "/flavors/" + id + "/os-extra_specs/" + encoded(key), null);
    }

    private void create(Flavor f) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", f.name());
        body.put("ram", f.size().ramMib());
        body.put("disk", f.size().diskGb());
        body.put("vcpus", f.size().vcpus());
        body.put("os-flavor-access:is_public", f.access() == Access.PUBLIC);
        String id = session.call(COMPUTE, "POST", "/flavors", Map.of("flavor", body))
                .path("flavor")
                .path("id")
                .asText();
        if (!f.extraSpecs().isEmpty()) {
            specs(id, f.extraSpecs());
        }
        if (f.access() == Access.PRIVATE) {
            f.projects().forEach(p -> access(id, "addTenantAccess", p));
        }
    }

    private void specs(String id, Map<String, String> specs) {
        session.call(COMPUTE, "POST", "/flavors/" + id + "/os-extra_specs", Map.of("extra_specs", specs));
    }

    private void access(String id, String action, String project) {
        try {
            session.call(
                    COMPUTE,
                    "POST",
                    "/flavors/" + id + "/action",
                    Map.of(action, Map.of("tenant", projectId(project))));
        } catch (CloudRefusal e) {
            // Granting what is granted already answers 409: the wish is fulfilled.
            if (e.status() != CONFLICT || !action.equals("addTenantAccess")) {
                throw e;
            }
        }
    }

    private String projectId(String name) {
        JsonNode projects = session.call(IDENTITY, "GET", "/projects?name=" + encoded(name), null)
                .path("projects");
        if (projects.size() != 1) {
            throw new CloudRefusal(
                    404,
                    "identity",
                    "project " + name + " is found " + projects.size() + " times; name one that exists once");
        }
        return projects.path(0).path("id").asText();
    }

    private Existing existing(JsonNode f) {
        String id = f.path("id").asText();
        boolean open = f.path("os-flavor-access:is_public").asBoolean(true);
        Map<String, String> specs = new LinkedHashMap<>();
        f.path("extra_specs")
                .properties()
                .forEach(e -> specs.put(e.getKey(), e.getValue().asText()));
        Flavor.Size size = new Flavor.Size(
                f.path("ram").asInt(), f.path("disk").asInt(), f.path("vcpus").asInt());
        return new Existing(
                id, new Flavor(f.path("name").asText(), size, open ? Access.PUBLIC : Access.PRIVATE, List.of(), specs));
    }

    /** Names of the projects that may use a private flavor, by project id where the name cannot be read. */
    public List<String> projects(String id) {
        Map<String, String> names = new HashMap<>();
        session.call(IDENTITY, "GET", "/projects", null)
                .path("projects")
                .forEach(p -> names.put(p.path("id").asText(), p.path("name").asText()));
        List<String> found = new ArrayList<>();
        session.call(COMPUTE, "GET", "/flavors/" + id + "/os-flavor-access", null)
                .path("flavor_access")
                .forEach(a -> found.add(names.getOrDefault(
                        a.path("tenant_id").asText(), a.path("tenant_id").asText())));
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
