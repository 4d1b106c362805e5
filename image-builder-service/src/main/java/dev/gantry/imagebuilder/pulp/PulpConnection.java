package dev.gantry.imagebuilder.pulp;

import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.security.CaBundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Connects to one Pulp: Basic authentication sent at once, and a CA bundle where its certificate is not publicly signed. */
public final class PulpConnection {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private PulpConnection() {}

    /** Where Pulp is and how to be let in. */
    public record Place(
            URI url, ApiPath api, Optional<String> user, Optional<String> password, Optional<Path> caBundle) {}

    /** {@code root} is Pulp's setting API_ROOT, normally {@code /pulp/}; {@code domain} where DOMAIN_ENABLED is set. */
    public record ApiPath(String root, Optional<String> domain) {

        /** {@code /pulp/api/v3/}, with a domain {@code /pulp/site/api/v3/}. */
        String versioned() {
            return path(root, domain.orElse(""), "api/v3");
        }

        /** It is one for all domains: {@code /pulp/api/v3/status/}. */
        String status() {
            return path(root, "api/v3/status");
        }

        private static String path(String... parts) {
            return Stream.of(parts)
                    .flatMap(part -> Stream.of(part.split("/")))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("/", "/", "/"));
        }
    }

    public static ArtifactStore open(Place place, Duration requestTimeout, PulpOptions options) {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN);
        place.caBundle().ifPresent(file -> http.sslContext(trusting(file)));
        Optional<String> authorization =
                place.user().map(user -> basic(user, place.password().orElse("")));
        PulpClient api = new PulpClient(
                OutgoingHttp.over(http.build()),
                new PulpClient.Login(
                        place.url(), place.api().versioned(), place.api().status(), authorization),
                requestTimeout);
        return new PulpArtifactStore(api, options);
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Trusts what the PEM bundle holds and nothing else. */
    private static SSLContext trusting(Path pemBundle) {
        try {
            return CaBundle.context(pemBundle);
        } catch (IOException e) {
            throw new IllegalStateException("CA bundle cannot be read: " + e.getMessage(), e);
        }
    }
}
