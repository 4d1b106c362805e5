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
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Logs in by an API token, from the file or made by an admin, with or without an OpenID Connect provider beside: for portals, scripts, the other services, small sites. */
@ApplicationScoped
public class ApiTokens implements HttpAuthenticationMechanism {
    /** Attribute of the identity: when the token ends, RFC 3339; empty when it does not. */
    public static final String END = "gantry.token.end";

    private static final String SCHEME = "Bearer ";

    private final ApiTokenFile file;
    private final IssuedTokens issued;
    private final Clock clock;

    @Inject
    ApiTokens(
            @ConfigProperty(name = "gantry.security.api-tokens-file") Optional<String> file,
            IssuedTokens issued,
            Clock clock) {
        this(
                file.filter(name -> !name.isBlank())
                        .map(name -> ApiTokenFile.read(Path.of(name)))
                        .orElseGet(ApiTokenFile::none),
                issued,
                clock);
    }

    ApiTokens(ApiTokenFile file, IssuedTokens issued, Clock clock) {
        this.file = file;
        this.issued = issued;
        this.clock = clock;
    }

    /** Whether anybody can log in this way. */
    boolean areConfigured() {
        return !file.isEmpty();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            return Uni.createFrom().nullItem();
        }
        String token = header.substring(SCHEME.length()).strip();
        Optional<ApiToken> inFile = file.find(token, clock.instant());
        if (inFile.isPresent()) {
            return Uni.createFrom().item(identity(inFile.get()));
        }
        if (token.startsWith(IssuedTokens.PREFIX)) {
            return issued.find(token).map(found -> found.filter(one -> one.isValidAt(clock.instant()))
                    .map(ApiTokens::identity)
                    .orElse(null));
        }
        // One that is not known here may be the identity provider's.
        return Uni.createFrom().nullItem();
    }

    /** With the lower roles: Quarkus asks augmentors only about identities that come from an identity provider. */
    static SecurityIdentity identity(ApiToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.owner()))
                .addRoles(RoleHierarchy.withLower(Set.of(token.role())))
                .addAttribute(END, token.end() == null ? "" : token.end().toString())
                .build();
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
}
