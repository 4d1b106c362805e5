package dev.gantry.novaconfig.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One login at a cloud: token, catalogue, and requests with the microversion that their service is asked in. Logs in again once when the token ended. */
public final class CloudSession {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;
    private static final int UNUSABLE = 400;

    private final Cloud cloud;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> endpoints = new LinkedHashMap<>();
    private String token = "";

    /** A service by its type in the catalogue, and the version of its API that we speak. */
    public record Service(String type, String microversion) {}

    /** @throws RemoteException when the cloud's authorities cannot be read */
    public CloudSession(Cloud cloud) {
        this.cloud = cloud;
        this.http = CloudHttpClients.client(cloud);
    }

    /** @throws RemoteException with the service's own message */
    JsonNode call(Service service, String method, String path, @Nullable Object body) {
        if (token.isEmpty()) {
            login();
        }
        HttpResponse<String> answer = send(service, method, path, body);
        if (answer.statusCode() == UNAUTHORIZED) {
            login();
            answer = send(service, method, path, body);
        }
        return ResponseReader.read(service.type(), method + " " + path, answer);
    }

    private HttpResponse<String> send(Service service, String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(service.type(), endpoint(service.type()) + path)
                .header("X-Auth-Token", token)
                .method(method, publisher(body));
        if (!service.microversion().isEmpty()) {
            request.header("OpenStack-API-Version", service.type() + " " + service.microversion());
        }
        return exchange(service.type(), request.build());
    }

    private void login() {
        JsonNode made = authenticate(cloud.identity(), cloud.scope());
        boolean open = cloud.scope() == null && made.path("catalog").isEmpty();
        endpoints(open ? authenticate(byToken(), onlyProject()) : made);
    }

    /** The token itself; the session's own is exchanged for the new one. */
    private JsonNode authenticate(Map<String, Object> identity, @Nullable Map<String, Object> scope) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("identity", identity);
        if (scope != null) {
            auth.put("scope", scope);
        }
        HttpRequest request = request("identity", cloud.authUrl() + "/v3/auth/tokens")
                .POST(publisher(Map.of("auth", auth)))
                .build();
        HttpResponse<String> answer = exchange("identity", request);
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
        HttpRequest request = request("identity", cloud.authUrl() + "/v3/auth/projects")
                .header("X-Auth-Token", token)
                .build();
        JsonNode projects = ResponseReader.read("identity", "GET /auth/projects", exchange("identity", request))
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

    private void endpoints(JsonNode scoped) {
        endpoints.clear();
        for (JsonNode service : scoped.path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                boolean here = cloud.region() == null
                        || cloud.region().equals(endpoint.path("region").asText());
                if (here
                        && cloud.networkInterface()
                                .equals(endpoint.path("interface").asText())) {
                    endpoints.putIfAbsent(
                            service.path("type").asText(), endpoint.path("url").asText());
                }
            }
        }
        endpoints.put("identity", cloud.authUrl() + "/v3");
        endpoints.putAll(cloud.endpoints());
        endpoints.replaceAll((type, url) -> url.replaceAll("/+$", ""));
        endpoints.computeIfPresent("compute", (type, url) -> versioned(url));
    }

    /** Nova by its root ({@code http://controller:8774}) answers every path with a choice of versions; by {@code /v2} it knows no microversion. */
    private static String versioned(String compute) {
        if (compute.matches(".*/v2\\.1(/.*)?")) {
            return compute;
        }
        return compute.matches(".*/v2(/.*)?") ? compute.replaceFirst("/v2(?=/|$)", "/v2.1") : compute + "/v2.1";
    }

    private String endpoint(String type) {
        String url = endpoints.get(type);
        if (url == null) {
            String where = cloud.region() == null ? "" : " in region " + cloud.region();
            throw new RemoteException(
                    404,
                    type,
                    "the catalogue of " + cloud.authUrl() + " has no " + cloud.networkInterface() + " endpoint of it"
                            + where + "; it has " + endpoints.keySet());
        }
        return url;
    }

    private static HttpRequest.Builder request(String service, String url) {
        try {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(LONGEST)
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/json");
        } catch (IllegalArgumentException e) {
            throw new RemoteException(UNUSABLE, service, url + " is no address: " + e.getMessage());
        }
    }

    private HttpResponse<String> exchange(String service, HttpRequest request) {
        String where = request.uri().getAuthority();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            if (isDistrust(e)) {
                throw new RemoteException(
                        UNUSABLE,
                        service,
                        where + " is not trusted: " + e.getMessage()
                                + "; name the authorities of its certificate by cacert in clouds.yaml");
            }
            String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw new RemoteException(
                    0, service, where + " does not answer: " + e.getClass().getSimpleName() + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(0, service, "stopped while waiting for " + where);
        }
    }

    private static boolean isDistrust(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        try {
            return body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalStateException("request cannot be written", e);
        }
    }
}
