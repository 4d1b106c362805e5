package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.http.BoundedCall;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GuestServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The compute service (Compute API v2.1), asked which servers were made from an image. */
public final class NovaClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int FORBIDDEN = 403;

    private final HttpClient http;
    private final String token;
    private final URI url;

    public NovaClient(HttpClient http, String token, URI url) {
        this.http = http;
        this.token = token;
        this.url = url;
    }

    /** What was seen: {@code isOfAllProjects} tells whether it is of all projects or, for a user who may not see more, of its own. */
    public record Servers(boolean isOfAllProjects, List<GuestServer> guests) {

        public Servers {
            guests = List.copyOf(guests);
        }
    }

    /**
     * Servers that boot from a volume are not among them: Nova does not know their image.
     *
     * @throws RemoteException {@code nova-down} or {@code nova-refused}
     */
    public Servers from(String imageId) {
        String query = "/servers/detail?image=" + URLEncoder.encode(imageId, StandardCharsets.UTF_8);
        HttpResponse<String> first = get(query + "&all_tenants=1");
        boolean isOfAllProjects = first.statusCode() != FORBIDDEN;
        List<GuestServer> guests = new ArrayList<>();
        String marker = read(isOfAllProjects ? first : get(query), guests);
        while (!marker.isEmpty()) {
            // by the last one's id: the link to the next page can name an address that only proxies know
            marker = read(get(query + (isOfAllProjects ? "&all_tenants=1" : "") + "&marker=" + marker), guests);
        }
        return new Servers(isOfAllProjects, guests);
    }

    /** @return where the next page begins, empty after the last */
    private String read(HttpResponse<String> response, List<GuestServer> guests) {
        if (response.statusCode() != 200) {
            String text = response.body().strip();
            String detail = "Nova answered %d: %s"
                    .formatted(response.statusCode(), text.substring(0, Math.min(400, text.length())));
            throw response.statusCode() >= 500
                    ? RemoteException.retryable("nova-down", detail)
                    : RemoteException.permanent("nova-refused", detail);
        }
        JsonNode page = parse(response.body());
        page.path("servers")
                .forEach(s -> guests.add(new GuestServer(
                        s.path("id").asText(),
                        s.path("name").asText(),
                        s.path("tenant_id").asText(),
                        s.path("status").asText())));
        boolean hasMore =
                !page.path("servers_links").isEmpty() && !page.path("servers").isEmpty();
        return hasMore ? guests.getLast().id() : "";
    }

    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(WITHIN)
                .header("X-Auth-Token", token)
                .header("Accept", "application/json")
                .build();
        try {
            return BoundedCall.send(http, request, HttpResponse.BodyHandlers.ofString(), WITHIN);
        } catch (IOException e) {
            throw RemoteException.retryable("nova-down", url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("nova-down", "interrupted", e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw RemoteException.permanent("nova-refused", "the answer is no JSON", e);
        }
    }
}
