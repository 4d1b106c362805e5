package dev.gantry.inventory.token.flow;

import dev.gantry.inventory.token.model.IssuedToken;
import dev.gantry.inventory.token.store.ApiTokenRepository;
import dev.gantry.kit.security.ApiToken;
import dev.gantry.kit.security.IssuedTokens;
import dev.gantry.kit.security.TokenDigest;
import dev.gantry.kit.security.TokensUnreachableException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Here the tokens are kept, so nobody else is asked: each call looks, and a token that is revoked is dead at once. */
@ApplicationScoped
class StoredTokens implements IssuedTokens {
    private final ApiTokenRepository tokens;

    StoredTokens(ApiTokenRepository tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<Optional<ApiToken>> find(String token) {
        return Uni.createFrom()
                .item(() -> stored(TokenDigest.of(token)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .transform(e -> new TokensUnreachableException("the database does not answer", e));
    }

    private Optional<ApiToken> stored(String digest) {
        return QuarkusTransaction.requiringNew()
                .call(() -> tokens.findByDigest(digest).map(StoredTokens::login));
    }

    private static ApiToken login(IssuedToken token) {
        return new ApiToken(token.owner(), token.role(), token.end());
    }
}
