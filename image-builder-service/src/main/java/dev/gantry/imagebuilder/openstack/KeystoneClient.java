package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.http.BoundedCall;
import dev.gantry.imagebuilder.model.RemoteException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identity: a token for an application credential or a password, and the endpoints its catalogue names (Keystone API v3). */
public final class KeystoneClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final HttpClient http;

    public KeystoneClient(HttpClient http) {
        this.http = http;
    }

    /** Who we are where. {@code authUrl} may leave out its version; {@code imageUrl} overrides the catalogue. */
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

    /** A token that is good for a while, and where images and servers are; {@code computeUrl} is empty where the catalogue has none. */
    public record Session(String token, URI imageUrl, Optional<URI> computeUrl) {

        @Override
        public String toString() {
            return "Session[******, %s]".formatted(imageUrl);
        }
    }

    /** @throws RemoteException {@code keystone-refused} or {@code keystone-down} */
    public Session login(Credential credential) {
        Map<String, Object> body = Map.of("auth", credential.identity().auth());
        try {
            HttpRequest request = HttpRequest.newBuilder(tokensOf(credential.authUrl()))
                    .timeout(WITHIN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response =
                    BoundedCall.send(http, request, HttpResponse.BodyHandlers.ofByteArray(), WITHIN);
            if (response.statusCode() != 201) {
                String detail = "%s answered %d".formatted(credential.authUrl(), response.statusCode());
                throw response.statusCode() >= 500
                        ? RemoteException.retryable("keystone-down", detail)
                        : RemoteException.permanent(
                                "keystone-refused", detail + "; check the credential of gantry.image-builder.glance");
            }
            String token = response.headers().firstValue("X-Subject-Token").orElse("");
            Catalogue catalogue = new Catalogue(response.body(), credential.region());
            URI image = credential
                    .imageUrl()
                    .or(() -> catalogue.endpoint("image"))
                    .orElseThrow(() ->
                            RemoteException.permanent("glance-unknown", "the catalogue has no public image endpoint"));
            return new Session(token, withoutVersion(image), catalogue.endpoint("compute"));
        } catch (IOException e) {
            throw RemoteException.retryable("keystone-down", credential.authUrl() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("keystone-down", "interrupted", e);
        }
    }

    // https://cloud.example.org:5000/v3/   https://cloud.example.org/identity
    private static URI tokensOf(URI authUrl) {
        String url = authUrl.toString().replaceFirst("/+$", "");
        return URI.create((url.matches(".*/v\\d+") ? url : url + "/v3") + "/auth/tokens");
    }

    // http://192.0.2.1:9292/v2/: some catalogues name the version, ours comes with each path
    private static URI withoutVersion(URI imageUrl) {
        return URI.create(imageUrl.toString().replaceFirst("(/+v2)?/*$", ""));
    }

    /** The catalogue of a token answer, of one region when it is set. */
    private record Catalogue(byte[] body, Optional<String> region) {

        Optional<URI> endpoint(String type) {
            try {
                for (JsonNode service : JSON.readTree(body).path("token").path("catalog")) {
                    for (JsonNode endpoint : service.path("endpoints")) {
                        if (service.path("type").asText().equals(type) && fits(endpoint)) {
                            return Optional.of(
                                    URI.create(endpoint.path("url").asText().replaceFirst("/+$", "")));
                        }
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                throw RemoteException.permanent("keystone-refused", "the catalogue is no JSON", e);
            }
        }

        private boolean fits(JsonNode endpoint) {
            return endpoint.path("interface").asText().equals("public")
                    && region.map(r -> r.equals(endpoint.path("region").asText()))
                            .orElse(true);
        }
    }
}
