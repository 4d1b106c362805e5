package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.local.suite.launcher.SiteCloud;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nova's API, as the users of the cloud have it. */
public final class NovaClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SiteCloud cloud;

    public NovaClient(SiteCloud cloud) {
        this.cloud = cloud;
    }

    /** A server. */
    public record Server(String id, String name, String host, String status) {}

    /** Empty when there is none with such an extra spec. */
    Optional<String> flavor(String extraSpec) {
        for (JsonNode flavor : call("GET", "/flavors/detail", Map.of()).path("flavors")) {
            if (flavor.path("extra_specs").has(extraSpec)) {
                return Optional.of(flavor.path("id").asText());
            }
        }
        return Optional.empty();
    }

    /** On a host of choice, which only administrators may. */
    void boot(String name, String flavor, String host) {
        call(
                "POST",
                "/servers",
                Map.of("server", Map.of("name", name, "flavorRef", flavor, "availability_zone", "nova:" + host)));
    }

    /** By name. */
    public List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        call("GET", "/servers/detail?all_tenants=1", Map.of())
                .path("servers")
                .forEach(s -> servers.add(new Server(
                        s.path("id").asText(),
                        s.path("name").asText(),
                        s.path("OS-EXT-SRV-ATTR:host").asText(),
                        s.path("status").asText())));
        servers.sort(java.util.Comparator.comparing(Server::name));
        return servers;
    }

    /** Hosts whose compute service is disabled. */
    public List<String> disabledHosts() {
        List<String> disabled = new ArrayList<>();
        for (JsonNode service :
                call("GET", "/os-services?binary=nova-compute", Map.of()).path("services")) {
            if (!service.path("status").asText().equals("enabled")) {
                disabled.add(service.path("host").asText());
            }
        }
        return disabled;
    }

    private JsonNode call(String method, String path, Map<String, ?> body) {
        HttpRequest request = request(method, "/compute/v2.1" + path, body)
                .header("X-Auth-Token", token())
                .header("OpenStack-API-Version", "compute 2.90")
                .build();
        return json(send(request));
    }

    private String token() {
        Map<String, ?> user = Map.of("name", "gantry", "domain", Map.of("id", "default"), "password", cloud.password());
        Map<String, ?> auth = Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("name", "admin", "domain", Map.of("id", "default"))));
        return send(request("POST", "/v3/auth/tokens", Map.of("auth", auth)).build())
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new SuiteException("the simulated cloud gave no token"));
    }

    private HttpRequest.Builder request(String method, String path, Map<String, ?> body) {
        try {
            HttpRequest.BodyPublisher sent = body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            return HttpRequest.newBuilder(URI.create(cloud.url() + path)).method(method, sent);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new SuiteException("the simulated cloud answered " + request.method() + " " + request.uri()
                        + " with " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new SuiteException("the simulated cloud gave no answer to " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new SuiteException("the simulated cloud's answer is not JSON", e);
        }
    }
}
