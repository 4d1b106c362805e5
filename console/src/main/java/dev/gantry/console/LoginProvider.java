package dev.gantry.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider as a browser calls it. The provider says itself by which name that is (its {@code issuer}): the services may reach
 * it by another, inside their network. What it says is kept for some minutes; while it does not answer, the setting stands in.
 */
@ApplicationScoped
class LoginProvider {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_SILENT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final Optional<String> setting;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private volatile @Nullable Known last;

    /** Who issues tokens, and the origins that a browser calls for that. */
    record Provider(String issuer, List<String> origins) {}

    private record Known(Optional<Provider> provider, Instant until) {}

    @Inject
    LoginProvider(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean usesOidc,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer,
            Clock clock) {
        this.setting = issuer.filter(url -> usesOidc && !url.isBlank()).map(url -> url.replaceAll("/+$", ""));
        this.clock = clock;
    }

    /** Empty where nobody logs in that way. Does not fail, and does not take longer than some seconds. */
    CompletableFuture<Optional<Provider>> find() {
        if (setting.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Known known = last;
        if (known != null && clock.instant().isBefore(known.until())) {
            return CompletableFuture.completedFuture(known.provider());
        }
        String url = setting.get();
        HttpRequest question;
        try {
            question = HttpRequest.newBuilder(URI.create(url + DISCOVERY))
                    .timeout(PATIENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return client.sendAsync(question, HttpResponse.BodyHandlers.ofByteArray())
                .handle((answer, failure) -> {
                    Optional<Provider> said = answer == null ? Optional.empty() : read(answer);
                    Optional<Provider> provider =
                            said.or(() -> known == null ? Optional.of(as(url)) : known.provider());
                    last = new Known(provider, clock.instant().plus(said.isPresent() ? KEPT : KEPT_SILENT));
                    return provider;
                });
    }

    private Optional<Provider> read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        try {
            JsonNode said = json.readTree(answer.body());
            String issuer = said.path("issuer").asText();
            String tokens = said.path("token_endpoint").asText(issuer);
            return issuer.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Provider(
                            issuer,
                            List.of(origin(issuer), origin(tokens)).stream()
                                    .distinct()
                                    .toList()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Provider as(String url) {
        return new Provider(url, List.of(origin(url)));
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
