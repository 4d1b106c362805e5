package dev.gantry.kit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where the door would stand open: production needs OIDC and TLS, local mode needs loopback and a token. */
@ApplicationScoped
class StartCheck {

    private final String mode;
    private final String host;
    private final boolean oidc;
    private final boolean tls;
    private final LocalToken token;

    StartCheck(
            @ConfigProperty(name = "gantry.mode") String mode,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidc,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled") String insecure,
            LocalToken token) {
        this.mode = mode;
        this.host = host;
        this.oidc = oidc;
        this.tls = !insecure.equals("enabled");
        this.token = token;
    }

    void check(@Observes StartupEvent start) {
        switch (mode) {
            case "local" -> {
                refuseUnless(
                        host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1"),
                        "GANTRY_MODE=local binds loopback only, but quarkus.http.host is " + host);
                refuseUnless(token.isConfigured(), "GANTRY_MODE=local needs GANTRY_TOKEN_FILE");
            }
            case "production" -> {
                refuseUnless(oidc, "GANTRY_MODE=production needs GANTRY_OIDC_ENABLED=true and GANTRY_OIDC_URL");
                refuseUnless(
                        tls || Boolean.parseBoolean(System.getenv("GANTRY_TLS_AT_PROXY")),
                        "GANTRY_MODE=production needs TLS: set QUARKUS_HTTP_INSECURE_REQUESTS=disabled with a certificate,"
                                + " or GANTRY_TLS_AT_PROXY=true when a proxy in front ends it");
            }
            default -> throw new IllegalStateException("GANTRY_MODE is " + mode + "; local and production are known");
        }
    }

    private static void refuseUnless(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
