package dev.gantry.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks inventory, which keeps these tokens, whose a token is: the token itself is what lets the question in. What it said holds for half a
 * minute, so that a token which is revoked is dead everywhere after that.
 */
@DefaultBean
@ApplicationScoped
class InventorysTokens implements IssuedTokens {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration KEPT_UNKNOWN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final URI question;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Known> byDigest = new ConcurrentHashMap<>();

    private record Known(Optional<ApiToken> token, Instant until) {}

    InventorysTokens(@ConfigProperty(name = "gantry.inventory.url") String inventory, Clock clock) {
        this.question = URI.create(inventory.replaceAll("/+$", "") + "/v1/whoami");
        this.clock = clock;
    }

    @Override
    public Uni<Optional<ApiToken>> find(String token) {
        String digest = TokenDigest.of(token);
        Known known = byDigest.get(digest);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Uni.createFrom().item(known.token());
        }
        HttpRequest request = HttpRequest.newBuilder(question)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                .map(answer -> keep(digest, read(answer)))
                .onFailure()
                .transform(e -> new TokensUnreachableException(
                        "inventory does not say whose an API token is: " + e.getMessage()
                                + "; is GANTRY_INVENTORY_URL right?",
                        e));
    }

    private Optional<ApiToken> keep(String digest, Optional<ApiToken> found) {
        if (byDigest.size() >= MOST) {
            byDigest.clear();
        }
        byDigest.put(digest, new Known(found, clock.instant().plus(found.isPresent() ? KEPT : KEPT_UNKNOWN)));
        return found;
    }

    private Optional<ApiToken> read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 401) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("inventory answers " + question + " with " + answer.statusCode());
        }
        try {
            JsonNode said = json.readTree(answer.body());
            JsonNode end = said.path("end");
            return Optional.of(new ApiToken(
                    said.path("name").asText(),
                    said.path("role").asText(),
                    end.isTextual() ? Instant.parse(end.asText()) : null));
        } catch (IOException e) {
            throw new IllegalStateException("inventory's answer to " + question + " cannot be read", e);
        }
    }
}
