package dev.gantry.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.client.HttpResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One login at a cloud: token, catalogue, and requests with the microversion that their service is asked in. Logs in at the first call, and
 * once again when the token ended.
 */
public final class CloudSession {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;
    private static final int UNUSABLE = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cloud cloud;
    private final CloudHttp http;
    private String token = "";
    private @Nullable Catalogue catalogue;

    /** A service by its type in the catalogue, and the version of its API that we speak; an empty one is not said. */
    public record Service(String type, String microversion) {}

    /** @throws RemoteException when the cloud's authorities cannot be read */
    public CloudSession(Cloud cloud) {
        this.cloud = cloud;
        this.http = new CloudHttp(cloud);
    }

    /** @param body written as JSON @throws RemoteException with the service's own message */
    public JsonNode call(Service service, String method, String path, @Nullable Object body) {
        return send(
                service,
                body == null
                        ? new CloudRequest(method, path, BodyPublishers.noBody(), "application/json", LONGEST)
                        : CloudRequest.of(method, path, json(body), "application/json"));
    }

    /** @throws RemoteException with the service's own message */
    public JsonNode send(Service service, CloudRequest request) {
        Catalogue known = catalogue == null ? login() : catalogue;
        HttpResult answer = exchange(service, known, request);
        if (answer.status() == UNAUTHORIZED) {
            answer = exchange(service, login(), request);
        }
        return ResponseReader.read(service.type(), request.method() + " " + request.path(), answer);
    }

    /** What stands under {@code name} on the first page and all that follow: how long a page is, the service decides. */
    public List<JsonNode> list(Service service, String path, String name) {
        List<JsonNode> found = new ArrayList<>();
        String start = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            JsonNode page = call(service, "GET", next.get(), null);
            page.path(name).forEach(found::add);
            next = page.path(name).isEmpty()
                    ? Optional.empty()
                    : ResponseReader.nextQuery(page, name).map(query -> start + "?" + query);
        }
        return found;
    }

    /** Whether the catalogue has it, for services that a cloud may do without. */
    public boolean has(String type) {
        return (catalogue == null ? login() : catalogue).find(type).isPresent();
    }

    private HttpResult exchange(Service service, Catalogue known, CloudRequest request) {
        HttpRequest.Builder made = CloudHttp.request(service.type(), known.endpoint(service.type()) + request.path())
                .header("X-Auth-Token", token)
                .header("Content-Type", request.contentType())
                .method(request.method(), request.body());
        if (!service.microversion().isEmpty()) {
            made.header("OpenStack-API-Version", service.type() + " " + service.microversion());
        }
        return http.exchange(service.type(), made.build(), request.within());
    }

    private Catalogue login() {
        JsonNode made = authenticate(cloud.identity(), cloud.scope());
        boolean isOpen = cloud.scope() == null && made.path("catalog").isEmpty();
        Catalogue found = Catalogue.of(cloud, isOpen ? authenticate(byToken(), onlyProject()) : made);
        catalogue = found;
        return found;
    }

    /** The token itself; the session's own is exchanged for the new one. */
    private JsonNode authenticate(Map<String, Object> identity, @Nullable Map<String, Object> scope) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("identity", identity);
        if (scope != null) {
            auth.put("scope", scope);
        }
        HttpRequest request = CloudHttp.request("identity", cloud.authUrl() + "/v3/auth/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json(Map.of("auth", auth))))
                .build();
        HttpResult answer = http.exchange("identity", request, LONGEST);
        JsonNode made = ResponseReader.read("identity", "login at " + cloud.authUrl(), answer);
        token = answer.headers().firstValue("X-Subject-Token").orElse("");
        if (token.isEmpty()) {
            throw new RemoteException(
                    UNUSABLE, "identity", cloud.authUrl() + " gave no token; is it Keystone's address?");
        }
        return made.path("token");
    }

    private Map<String, Object> byToken() {
        return Map.of("methods", List.of("token"), "token", Map.of("id", token));
    }

    /** A user without a project of their own gets a token for nothing. With one project to choose from there is no question which. */
    private Map<String, Object> onlyProject() {
        HttpRequest request = CloudHttp.request("identity", cloud.authUrl() + "/v3/auth/projects")
                .header("X-Auth-Token", token)
                .build();
        JsonNode projects = ResponseReader.read(
                        "identity", "GET /auth/projects", http.exchange("identity", request, LONGEST))
                .path("projects");
        List<String> names = new ArrayList<>();
        projects.forEach(p -> names.add(p.path("name").asText()));
        if (projects.size() != 1) {
            throw new RemoteException(
                    UNUSABLE,
                    "identity",
                    "cloud " + cloud.name() + " names no project and its user may use " + names
                            + "; add project_name to its auth in clouds.yaml");
        }
        return Map.of("project", Map.of("id", projects.path(0).path("id").asText()));
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("request cannot be written", e);
        }
    }
}
