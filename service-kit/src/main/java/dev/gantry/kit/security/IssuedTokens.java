package dev.gantry.kit.security;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The API tokens that admins made by REST: they begin with {@link #PREFIX}, so that no other secret is ever looked up here. */
public interface IssuedTokens {

    String PREFIX = "gantry_";

    /** Fails where it cannot be known now. Must not block. */
    Uni<Optional<ApiToken>> find(String token);
}
