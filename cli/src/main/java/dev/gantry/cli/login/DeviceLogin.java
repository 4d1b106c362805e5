package dev.gantry.cli.login;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.output.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The device flow: a person opens an address in a browser anywhere and enters a code, while the command asks whether that was done.
 * The code is bound to this process by PKCE, which providers may demand here too.
 */
final class DeviceLogin {
    private static final int INTERVAL_S = 5;
    private static final int EXPIRES_S = 600;
    private static final int LONGEST_WAIT_S = 60;
    private static final int VERIFIER_BYTES = 32;

    private final IdentityProvider provider;
    private final IdentityProviderClient http;
    private final Clock clock;
    private final IntConsumer pause;

    /** @param pause waits so many seconds */
    DeviceLogin(IdentityProvider provider, IdentityProviderClient http, Clock clock, IntConsumer pause) {
        this.provider = provider;
        this.http = http;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param tell what the person has to do */
    Node tokens(Consumer<String> tell) {
        String verifier = verifier();
        Node begun = begin(verifier);
        String complete = begun.get("verification_uri_complete").text();
        String code = begun.get("user_code").text();
        tell.accept("Open %s in a browser%s"
                .formatted(
                        complete.isEmpty() ? begun.get("verification_uri").text() : complete,
                        complete.isEmpty() ? " and enter " + code : " and compare the code: " + code));
        Instant end = clock.instant().plusSeconds(number(begun, "expires_in", EXPIRES_S));
        return poll(begun.get("device_code").text(), verifier, Math.max(1, number(begun, "interval", INTERVAL_S)), end);
    }

    private Node begin(String verifier) {
        try {
            IdentityProviderClient.Answer answer = http.post(
                    provider.deviceEndpoint(),
                    Map.of(
                            "client_id",
                            provider.client().clientId(),
                            "scope",
                            provider.client().scope(),
                            "code_challenge",
                            challenge(verifier),
                            "code_challenge_method",
                            "S256"));
            if (answer.isDone() && !answer.body().get("device_code").isMissing()) {
                return answer.body();
            }
            throw new CallFailed("%s refuses client '%s' a login for devices: %s"
                    .formatted(provider.client().issuer(), provider.client().clientId(), answer.words()));
        } catch (IOException e) {
            throw new CallFailed("no answer at %s (%s)".formatted(provider.deviceEndpoint(), e.getMessage()), e);
        }
    }

    private Node poll(String deviceCode, String verifier, int interval, Instant end) {
        Map<String, String> form = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                deviceCode,
                "client_id",
                provider.client().clientId(),
                "code_verifier",
                verifier);
        int wait = interval;
        while (clock.instant().isBefore(end)) {
            pause.accept(wait);
            try {
                IdentityProviderClient.Answer answer = http.post(provider.tokenEndpoint(), form);
                if (answer.isDone()) {
                    return answer.body();
                }
                wait += switch (answer.error()) {
                    case "authorization_pending" -> 0;
                    case "slow_down" -> INTERVAL_S;
                    case "access_denied" -> throw new CallFailed("the login was refused in the browser");
                    case "expired_token" -> throw expired();
                    default -> {
                        if (answer.status() < 500) {
                            throw new CallFailed("the login failed: " + answer.words());
                        }
                        yield backoff(wait);
                    }
                };
            } catch (IOException e) {
                wait += backoff(wait); // as RFC 8628 asks: a provider that does not answer is asked less often
            }
        }
        throw expired();
    }

    private static int backoff(int wait) {
        return Math.min(wait, LONGEST_WAIT_S - Math.min(wait, LONGEST_WAIT_S));
    }

    private static CallFailed expired() {
        return new CallFailed("the code was not entered in time; call gantry login again");
    }

    private static int number(Node node, String name, int otherwise) {
        String text = node.get(name).text();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static String verifier() {
        byte[] bytes = new byte[VERIFIER_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
