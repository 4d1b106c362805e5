package dev.gantry.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the console. */
@ConfigMapping(prefix = "gantry.console")
public interface ConsoleSettings {

    /** Whether inventory serves the console and passes calls on to the other services. */
    @WithDefault("true")
    boolean enabled();

    /** Client id for the login in the browser by OpenID Connect, code flow with PKCE; without it a token is pasted. */
    Optional<String> oidcClientId();

    /** Scopes that the login asks for. */
    @WithDefault("openid profile")
    String oidcScope();

    /** Name of the Quarkus TLS configuration that the calls to the other services use; the JVM's trust without it. */
    Optional<String> tlsConfigurationName();
}
