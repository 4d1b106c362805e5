package dev.gantry.cli.login;

import dev.gantry.cli.output.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A login as it is kept.
 *
 * @param url the suite that it is for; its tokens are shown to no other
 * @param revocationEndpoint where the provider takes tokens back; null when it has none
 * @param expiresAt when the access token ends
 */
record StoredLogin(
        String url,
        String clientId,
        String tokenEndpoint,
        @Nullable String revocationEndpoint,
        String accessToken,
        Instant expiresAt,
        @Nullable String refreshToken) {
    /** For providers that do not say how long their tokens are good. */
    private static final long EXPIRES_IN = 300;
    /** Clocks differ, and a call takes its time. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /** @param answer of the token endpoint; a provider that gives no new refresh token means the old one to be used on */
    StoredLogin with(Node answer, Instant now) {
        Node refresh = answer.get("refresh_token");
        String seconds = answer.get("expires_in").text();
        return new StoredLogin(
                url,
                clientId,
                tokenEndpoint,
                revocationEndpoint,
                answer.get("access_token").text(),
                now.plusSeconds(seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : EXPIRES_IN),
                refresh.isMissing() ? refreshToken : refresh.text());
    }

    boolean isFresh(Instant now) {
        return now.isBefore(expiresAt.minus(AHEAD));
    }

    static StoredLogin of(Node file) {
        return new StoredLogin(
                file.get("url").text(),
                file.get("clientId").text(),
                file.get("tokenEndpoint").text(),
                textOf(file.get("revocationEndpoint")),
                file.get("accessToken").text(),
                Instant.parse(file.get("expiresAt").text()),
                textOf(file.get("refreshToken")));
    }

    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("url", url);
        members.put("clientId", clientId);
        members.put("tokenEndpoint", tokenEndpoint);
        members.put("revocationEndpoint", revocationEndpoint);
        members.put("accessToken", accessToken);
        members.put("expiresAt", expiresAt.toString());
        members.put("refreshToken", refreshToken);
        return members;
    }

    private static @Nullable String textOf(Node node) {
        return node.isMissing() ? null : node.text();
    }

    /** Without its tokens. */
    @Override
    public String toString() {
        return "StoredLogin[url=" + url + ", expiresAt=" + expiresAt + "]";
    }
}
