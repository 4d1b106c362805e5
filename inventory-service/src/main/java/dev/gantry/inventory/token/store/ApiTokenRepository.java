package dev.gantry.inventory.token.store;

import dev.gantry.inventory.token.model.IssuedToken;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API tokens that admins made, found by the SHA-256 of a token. */
@ApplicationScoped
public class ApiTokenRepository implements PanacheRepositoryBase<ApiTokenRow, UUID> {

    /** By owner, the oldest first. */
    public List<IssuedToken> all() {
        return listAll(Sort.by("owner").and("createdAt")).stream()
                .map(ApiTokenRepository::token)
                .toList();
    }

    public Optional<IssuedToken> find(UUID id) {
        return findByIdOptional(id).map(ApiTokenRepository::token);
    }

    public Optional<IssuedToken> findByDigest(String digest) {
        return find("digest", digest).firstResultOptional().map(ApiTokenRepository::token);
    }

    public void store(IssuedToken token, String digest) {
        ApiTokenRow row = new ApiTokenRow();
        row.id = token.id();
        row.digest = digest;
        row.owner = token.owner();
        row.role = token.role();
        row.createdBy = token.createdBy();
        row.createdAt = token.createdAt();
        row.endsAt = token.end();
        persist(row);
    }

    public boolean delete(UUID id) {
        return deleteById(id);
    }

    private static IssuedToken token(ApiTokenRow row) {
        return new IssuedToken(row.id, row.owner, row.role, row.createdBy, row.createdAt, row.endsAt);
    }
}
