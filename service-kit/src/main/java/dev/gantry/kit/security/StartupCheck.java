package dev.gantry.kit.security;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** Refuses to start where the door would stand open: production needs OIDC or API tokens, and TLS, local mode needs loopback and a token. */
@ApplicationScoped
class StartupCheck {

    private final Door door;
    private final LocalToken token;
    private final boolean hasApiTokens;

    /** How the service can be reached, and who vouches for its callers. */
    record Door(String mode, String host, boolean isOidcOn, String issuer, boolean isOpenInTheClear) {

        static Door of(Config config) {
            boolean isProxied = Boolean.parseBoolean(System.getenv("GANTRY_TLS_AT_PROXY"));
            String insecure = config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                    .orElse("enabled");
            return new Door(
                    config.getValue("gantry.mode", String.class),
                    config.getValue("quarkus.http.host", String.class),
                    config.getValue("quarkus.oidc.tenant-enabled", Boolean.class),
                    config.getValue("quarkus.oidc.auth-server-url", String.class),
                    insecure.equals("enabled") && !isProxied);
        }
    }

    @Inject
    StartupCheck(Config config, LocalToken token, ApiTokens apiTokens) {
        this(Door.of(config), token, apiTokens.areConfigured());
    }

    StartupCheck(Door door, LocalToken token, boolean hasApiTokens) {
        this.door = door;
        this.token = token;
        this.hasApiTokens = hasApiTokens;
    }

    void check(@Observes StartupEvent start) {
        check();
    }

    /** Throws {@link IllegalStateException} with the setting that is missing or wrong. */
    void check() {
        switch (door.mode()) {
            case "local" -> {
                refuseUnless(
                        door.host().equals("127.0.0.1")
                                || door.host().equals("localhost")
                                || door.host().equals("::1"),
                        "GANTRY_MODE=local binds loopback only, but quarkus.http.host is " + door.host());
                refuseUnless(token.isConfigured(), "GANTRY_MODE=local needs GANTRY_TOKEN_FILE");
            }
            case "production" -> production();
            default ->
                throw new IllegalStateException("GANTRY_MODE is " + door.mode() + "; local and production are known");
        }
    }

    private void production() {
        refuseUnless(
                door.isOidcOn() || hasApiTokens,
                "GANTRY_MODE=production needs GANTRY_OIDC_ENABLED=true and GANTRY_OIDC_URL, or GANTRY_API_TOKENS_FILE"
                        + " with at least one token: nobody could log in");
        refuseUnless(
                !door.isOidcOn() || door.issuer().startsWith("https://"),
                "GANTRY_MODE=production needs a GANTRY_OIDC_URL that begins with https://, found " + door.issuer());
        refuseUnless(!token.isConfigured(), "GANTRY_TOKEN_FILE is for GANTRY_MODE=local: its token carries every role");
        refuseUnless(
                !door.isOpenInTheClear(),
                "GANTRY_MODE=production needs TLS: set QUARKUS_HTTP_INSECURE_REQUESTS=disabled with a certificate,"
                        + " or GANTRY_TLS_AT_PROXY=true when a proxy in front ends it");
    }

    private static void refuseUnless(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
