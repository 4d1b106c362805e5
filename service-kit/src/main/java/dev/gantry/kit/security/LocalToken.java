package dev.gantry.kit.security;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Local mode's one bearer token, read from a file at start; it carries every role. Off when no file is configured. */
@ApplicationScoped
public class LocalToken implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;

    public LocalToken(@ConfigProperty(name = "gantry.security.token-file") Optional<String> file) {
        this.token = file.filter(f -> !f.isBlank()).map(LocalToken::read);
    }

    /** The header value for a call to another service of the suite; empty when tokens come from OIDC. */
    public Optional<String> header() {
        return token.map(bytes -> SCHEME + new String(bytes, StandardCharsets.UTF_8));
    }

    public boolean isConfigured() {
        return token.isPresent();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (token.isEmpty() || header == null || !header.startsWith(SCHEME)) {
            return Uni.createFrom().nullItem();
        }
        byte[] sent = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        // A wrong token is no token: what needs a role then refuses with a problem, which a failure here would not be
        if (!MessageDigest.isEqual(sent, token.get())) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("operator"))
                        .addRoles(Set.of("viewer", "operator", "admin"))
                        .build());
    }

    /** Before OIDC, which takes any bearer token for one of its own. */
    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    private static byte[] read(String file) {
        try {
            return Files.readString(Path.of(file)).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("gantry.security.token-file is not readable: " + file, e);
        }
    }
}
