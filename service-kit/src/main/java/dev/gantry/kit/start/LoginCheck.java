package dev.gantry.kit.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Somebody can log in: the OpenID Connect provider answers over TLS that is trusted, where it is used. */
final class LoginCheck implements SettingCheck {
    private static final String ABOUT = "identity provider";

    @Override
    public List<Finding> check(Config config) {
        if (!config.getValue("quarkus.oidc.tenant-enabled", Boolean.class)) {
            return List.of();
        }
        String issuer = config.getValue("quarkus.oidc.auth-server-url", String.class);
        String path = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(path))
                            .timeout(Duration.ofSeconds(8))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return List.of(
                    answer.statusCode() == 200
                            ? Finding.good(ABOUT, issuer)
                            : Finding.bad(
                                    ABOUT,
                                    path + " is answered with " + answer.statusCode() + "; set GANTRY_OIDC_URL"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.bad(ABOUT, "interrupted"));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(Finding.bad(
                    ABOUT,
                    issuer + " does not answer: " + e.getMessage()
                            + "; set GANTRY_OIDC_URL, and GANTRY_CA_FILE where its authority is your own"));
        }
    }
}
