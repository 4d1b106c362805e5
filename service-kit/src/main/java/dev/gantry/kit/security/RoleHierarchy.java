package dev.gantry.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** An admin may do what an operator may, an operator what a viewer may: a token needs to carry the highest role only. */
@ApplicationScoped
class RoleHierarchy implements SecurityIdentityAugmentor {

    private static final List<String> HIGHEST_FIRST = List.of("admin", "operator", "viewer");

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        identity.isAnonymous()
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addRoles(withLower(identity.getRoles()))
                                        .build());
    }

    static Set<String> withLower(Set<String> roles) {
        return HIGHEST_FIRST.stream()
                .filter(roles::contains)
                .findFirst()
                .map(highest -> Set.copyOf(HIGHEST_FIRST.subList(HIGHEST_FIRST.indexOf(highest), HIGHEST_FIRST.size())))
                .orElse(Set.of());
    }
}
