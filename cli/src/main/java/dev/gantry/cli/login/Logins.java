package dev.gantry.cli.login;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.Service;
import dev.gantry.cli.output.Node;
import dev.gantry.cli.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Logins of people: made by a browser, kept for the next command, renewed, and ended. */
public final class Logins {
    private final LoginFiles files;
    private final Clock clock;
    private final IntConsumer pause;

    /** @param pause waits so many seconds */
    public Logins(Path folder, Clock clock, IntConsumer pause) {
        this.files = new LoginFiles(folder);
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * A token that is good now, renewed where that is due.
     *
     * @throws CallFailed with what to do when there is no login, or it has ended
     */
    public String token(Profile profile) {
        StoredLogin login = files.find(profile.url()).orElseThrow(() -> profile.missingToken());
        return login.isFresh(clock.instant())
                ? login.accessToken()
                : files.alone(() -> renewed(profile)).accessToken();
    }

    /** When the token of the login ends that is kept, if there is one. */
    public Optional<Instant> expiry(Profile profile) {
        return files.find(profile.url()).map(StoredLogin::expiresAt);
    }

    /** Another process may have renewed it meanwhile. */
    private StoredLogin renewed(Profile profile) {
        StoredLogin login = files.find(profile.url()).orElseThrow(() -> profile.missingToken());
        Instant now = clock.instant();
        if (login.isFresh(now)) {
            return login;
        }
        String refresh = login.refreshToken();
        if (refresh == null) {
            throw ended(profile);
        }
        try {
            IdentityProviderClient.Answer answer = new IdentityProviderClient(profile)
                    .post(
                            login.tokenEndpoint(),
                            Map.of(
                                    "grant_type",
                                    "refresh_token",
                                    "refresh_token",
                                    refresh,
                                    "client_id",
                                    login.clientId()));
            if (answer.isDone()) {
                StoredLogin next = login.with(answer.body(), now);
                files.write(next);
                return next;
            }
            if (answer.error().equals("invalid_grant")) {
                throw ended(profile);
            }
            throw new CallFailed("the login of '%s' cannot be renewed: %s".formatted(profile.name(), answer.words()));
        } catch (IOException e) {
            throw new CallFailed(
                    "the login of '%s' cannot be renewed: no answer at %s (%s)"
                            .formatted(profile.name(), login.tokenEndpoint(), e.getMessage()),
                    e);
        }
    }

    private static CallFailed ended(Profile profile) {
        return new CallFailed("the login of '%s' has ended; call gantry login".formatted(profile.name()));
    }

    /**
     * Logs a person in.
     *
     * @param tell what the person has to do
     * @return who it is, as the suite says
     */
    public Node login(Profile profile, Consumer<String> tell) {
        IdentityProviderClient http = new IdentityProviderClient(profile);
        IdentityProvider provider = IdentityProvider.of(profile, http);
        Node tokens = new DeviceLogin(provider, http, clock, pause).tokens(tell);
        StoredLogin login = new StoredLogin(
                        profile.url(),
                        provider.client().clientId(),
                        provider.tokenEndpoint(),
                        provider.revocationEndpoint(),
                        "",
                        clock.instant(),
                        null)
                .with(tokens, clock.instant());
        Node caller = caller(profile, http, login);
        files.write(login);
        return caller;
    }

    private static Node caller(Profile profile, IdentityProviderClient http, StoredLogin login) {
        String page = profile.url(Service.INVENTORY) + "/console/me.json";
        try {
            IdentityProviderClient.Answer answer = http.get(page, login.accessToken());
            if (answer.isDone()) {
                return answer.body();
            }
            throw new CallFailed(
                    "%s does not take the provider's token (%d at %s): issuer, audience or roles differ (docs/operations.md)"
                            .formatted(profile.url(), answer.status(), page));
        } catch (IOException e) {
            throw new CallFailed("no answer at %s (%s)".formatted(page, e.getMessage()), e);
        }
    }

    /** Takes the login back at the provider and forgets it. False when there was none. */
    public boolean logout(Profile profile, Consumer<String> tell) {
        Optional<StoredLogin> login = files.find(profile.url());
        login.ifPresent(known -> revoke(profile, known, tell));
        return files.remove(profile.url());
    }

    private static void revoke(Profile profile, StoredLogin login, Consumer<String> tell) {
        String endpoint = login.revocationEndpoint();
        String refresh = login.refreshToken();
        if (endpoint == null || refresh == null) {
            return;
        }
        String why;
        try {
            IdentityProviderClient.Answer answer = new IdentityProviderClient(profile)
                    .post(
                            endpoint,
                            Map.of(
                                    "token",
                                    refresh,
                                    "token_type_hint",
                                    "refresh_token",
                                    "client_id",
                                    login.clientId()));
            why = answer.isDone() ? "" : answer.words();
        } catch (IOException e) {
            why = "no answer (" + e.getMessage() + ")";
        }
        if (!why.isEmpty()) {
            tell.accept("forgotten here, but not taken back at the identity provider: " + why);
        }
    }
}
