package dev.gantry.kit.security;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Who causes what happens now: the caller of a request, or the service itself. */
@ApplicationScoped
public class Actor {

    private final SecurityIdentity identity;

    public Actor(SecurityIdentity identity) {
        this.identity = identity;
    }

    public String name() {
        if (!Arc.container().requestContext().isActive() || identity.isAnonymous()) {
            return "gantry";
        }
        return identity.getPrincipal().getName();
    }
}
