package dev.gantry.imagebuilder.store.licence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.store.JsonColumns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The licence tokens in the database: what may be shown, and the sealed token itself. */
@ApplicationScoped
public class TokenRepository implements PanacheRepositoryBase<TokenRow, Long> {

    private final JsonColumns json;

    TokenRepository(JsonColumns json) {
        this.json = json;
    }

    /** The one in use under this name. */
    public Optional<LicenceToken> current(String name) {
        return currentRow(name).map(this::toToken);
    }

    /** The sealed bytes of the one in use. */
    public Optional<byte[]> sealed(String name) {
        return currentRow(name).map(row -> row.sealed);
    }

    public List<LicenceToken> allCurrent() {
        return find("isCurrent order by name").stream().map(this::toToken).toList();
    }

    /** Those that were in use under this name before, newest first. */
    public List<LicenceToken> former(String name) {
        return find("name = ?1 and not isCurrent order by id desc", name).stream()
                .map(this::toToken)
                .toList();
    }

    /** Takes the place of the one in use. */
    public void replace(LicenceToken token, byte[] sealed) {
        currentRow(token.name()).ifPresent(row -> row.isCurrent = false);
        flush();
        TokenRow row = new TokenRow();
        row.name = token.name();
        row.fingerprint = token.fingerprint();
        row.sealed = sealed;
        row.facts = json.write(token);
        row.expiresAt = token.expiresAt();
        row.createdAt = token.createdAt();
        row.isCurrent = true;
        persist(row);
    }

    /** Those in use that end before the time and were not announced yet; marks them announced. */
    public List<LicenceToken> claimExpiring(Instant endsBefore, Instant now) {
        List<TokenRow> rows = find("isCurrent and warnedAt is null and expiresAt < ?1", endsBefore)
                .list();
        rows.forEach(row -> row.warnedAt = now);
        return rows.stream().map(this::toToken).toList();
    }

    public void delete(String name) {
        delete("name = ?1", name);
    }

    private Optional<TokenRow> currentRow(String name) {
        return find("name = ?1 and isCurrent", name).firstResultOptional();
    }

    private LicenceToken toToken(TokenRow row) {
        return json.read(row.facts, new TypeReference<LicenceToken>() {});
    }
}
