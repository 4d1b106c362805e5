package dev.gantry.imagebuilder.pulp;

import dev.gantry.kit.security.CaBundle;
import dev.gantry.kit.start.Finding;
import dev.gantry.kit.start.SettingCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** For {@code check-config}: the Pulp server answers, where artifacts go there. */
public final class PulpCheck implements SettingCheck {
    private static final String ABOUT = "Pulp";
    private static final String PREFIX = "gantry.image-builder.";

    @Override
    public List<Finding> check(Config config) {
        if (!"pulp".equalsIgnoreCase(text(config, "artifacts.kind").orElse("folder"))) {
            return List.of();
        }
        Optional<String> url = text(config, "pulp.url");
        if (url.isEmpty()) {
            return List.of(Finding.bad(
                    ABOUT, "artifacts go there, but its address is not set; set GANTRY_IMAGE_BUILDER_PULP_URL"));
        }
        String status = url.get() + text(config, "pulp.api-root").orElse("/pulp/") + "api/v3/status/";
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        try {
            Optional<String> ca = text(config, "pulp.ca-path");
            if (ca.isPresent()) {
                builder.sslContext(CaBundle.context(Path.of(ca.get())));
            }
            try (HttpClient client = builder.build()) {
                return List.of(ask(client, status));
            }
        } catch (IOException | IllegalArgumentException e) {
            return List.of(Finding.bad(
                    ABOUT,
                    status + " does not answer: " + e.getMessage()
                            + "; set GANTRY_IMAGE_BUILDER_PULP_URL, and GANTRY_CA_FILE or"
                            + " GANTRY_IMAGE_BUILDER_PULP_CA_PATH"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.bad(ABOUT, "interrupted"));
        }
    }

    private static Finding ask(HttpClient client, String status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(status))
                .timeout(Duration.ofSeconds(8))
                .build();
        int code = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        return code == 200
                ? Finding.good(ABOUT, status)
                : Finding.bad(
                        ABOUT,
                        status + " is answered with " + code
                                + "; set GANTRY_IMAGE_BUILDER_PULP_URL and GANTRY_IMAGE_BUILDER_PULP_API_ROOT");
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(PREFIX + name, String.class).filter(value -> !value.isBlank());
    }
}
