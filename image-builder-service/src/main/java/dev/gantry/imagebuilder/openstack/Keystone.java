package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.Setback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identity: a token for an application credential or a password, and the image endpoint its catalogue names (Keystone API v3). */
public final class Keystone {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final HttpClient http;

    public Keystone(HttpClient http) {
        this.http = http;
    }

    /** Who we are where. {@code imageUrl} overrides the catalogue. */
    public record Credential(URI authUrl, Identity identity, Optional<String> region, Optional<URI> imageUrl) {}

    /** How we say who we are. */
    public sealed interface Identity {

        /** The member {@code auth} of the request. */
        Map<String, Object> auth();
    }

    /** An application credential: it knows its project itself. */
    public record ApplicationCredential(String id, String secret) implements Identity {

        @Override
        public Map<String, Object> auth() {
            return Map.of(
                    "identity",
                    Map.of(
                            "methods",
                            List.of("application_credential"),
                            "application_credential",
                            Map.of("id", id, "secret", secret)));
        }

        @Override
        public String toString() {
            return "ApplicationCredential[%s, ******]".formatted(id);
        }
    }

    /** A user with a password, in a project; both of one domain. */
    public record Password(String user, String password, String project, String domain) implements Identity {

        @Override
        public Map<String, Object> auth() {
            Map<String, Object> in = Map.of("name", domain);
            return Map.of(
                    "identity",
                    Map.of(
                            "methods",
                            List.of("password"),
                            "password",
                            Map.of("user", Map.of("name", user, "password", password, "domain", in))),
                    "scope",
                    Map.of("project", Map.of("name", project, "domain", in)));
        }

        @Override
        public String toString() {
            return "Password[%s, ******, %s, %s]".formatted(user, project, domain);
        }
    }

    /** A token that is good for a while, and where images are. */
    public record Session(String token, URI imageUrl) {

        @Override
        public String toString() {
            return "Session[******, %s]".formatted(imageUrl);
        }
    }

    /** @throws Setback {@code keystone-refused} or {@code keystone-down} */
    public Session login(Credential credential) {
        Map<String, Object> body = Map.of("auth", credential.identity().auth());
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(credential.authUrl() + "/auth/tokens"))
                    .timeout(WITHIN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 201) {
                String detail = "%s answered %d".formatted(credential.authUrl(), response.statusCode());
                throw response.statusCode() >= 500
                        ? Setback.passing("keystone-down", detail)
                        : Setback.lasting(
                                "keystone-refused", detail + "; check the credential of gantry.image-builder.glance");
            }
            String token = response.headers().firstValue("X-Subject-Token").orElse("");
            URI image = credential.imageUrl().orElseGet(() -> endpoint(response.body(), credential.region()));
            return new Session(token, image);
        } catch (IOException e) {
            throw new Setback("keystone-down", credential.authUrl() + ": " + e, Setback.Retry.MAY_HELP, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Setback("keystone-down", "interrupted", Setback.Retry.MAY_HELP, e);
        }
    }

    private static URI endpoint(byte[] body, Optional<String> region) {
        try {
            for (JsonNode service : JSON.readTree(body).path("token").path("catalog")) {
                for (JsonNode endpoint : service.path("endpoints")) {
                    boolean fits = service.path("type").asText().equals("image")
                            && endpoint.path("interface").asText().equals("public")
                            && region.map(r -> r.equals(endpoint.path("region").asText()))
                                    .orElse(true);
                    if (fits) {
                        return URI.create(endpoint.path("url").asText().replaceFirst("/+$", ""));
                    }
                }
            }
        } catch (IOException e) {
            throw new Setback("keystone-refused", "the catalogue is no JSON", Setback.Retry.IN_VAIN, e);
        }
        throw Setback.lasting("glance-unknown", "the catalogue has no public image endpoint");
    }
}
