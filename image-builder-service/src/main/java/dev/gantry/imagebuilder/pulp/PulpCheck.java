package dev.gantry.imagebuilder.pulp;

import dev.gantry.kit.security.CaBundle;
import dev.gantry.kit.start.Finding;
import dev.gantry.kit.start.SettingCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
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
                Finding answers = ask(client, status);
                return List.of(answers.holds() ? login(client, config, url.get()) : answers);
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

    /** What only a user of Pulp may see. Its status says nothing of the login. */
    private static Finding login(HttpClient client, Config config, String url)
            throws IOException, InterruptedException {
        String domain = text(config, "pulp.domain").map(name -> name + "/").orElse("");
        String list = url + text(config, "pulp.api-root").orElse("/pulp/") + domain
                + "api/v3/repositories/file/file/?limit=1";
        String user = text(config, "pulp.user").orElse("");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(list)).timeout(Duration.ofSeconds(8));
        if (!user.isEmpty()) {
            String login = user + ":" + text(config, "pulp.password").orElse("");
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        int code = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        return switch (code) {
            case 200 -> Finding.good(ABOUT, url + (user.isEmpty() ? "" : " as " + user));
            case 401, 403 ->
                Finding.bad(
                        ABOUT,
                        list + " is answered with " + code + " to the user '" + user
                                + "'; set GANTRY_IMAGE_BUILDER_PULP_USER and GANTRY_IMAGE_BUILDER_PULP_PASSWORD");
            case 404 ->
                Finding.bad(
                        ABOUT,
                        list + " is not there; set GANTRY_IMAGE_BUILDER_PULP_DOMAIN to a domain that Pulp has, or to"
                                + " nothing where it has none");
            default -> Finding.bad(ABOUT, list + " is answered with " + code);
        };
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(PREFIX + name, String.class).filter(value -> !value.isBlank());
    }
}
