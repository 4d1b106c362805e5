package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.publish.RevisionState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Revisions, by id; numbered within their scope. */
@ApplicationScoped
public class RevisionRepository implements PanacheRepositoryBase<RevisionRow, UUID> {

    /** Empty also for what is no id. */
    public Optional<Revision> read(String id) {
        try {
            return findByIdOptional(UUID.fromString(id)).map(RevisionRow::revision);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Optional<Revision> newest(String scope) {
        return first("scope = ?1 order by number desc", scope);
    }

    public Optional<Revision> newestPublished(String scope, int below) {
        return first("scope = ?1 and publishedAt is not null and number < ?2 order by number desc", scope, below);
    }

    /** The newest that may be published and is what would be made under these settings; nothing older is published any more. */
    public Optional<Revision> newestGood(String scope, long settings) {
        return first(
                "scope = ?1 and state <> ?2 and settingsVersion = ?3 order by number desc",
                scope,
                RevisionState.HELD,
                settings);
    }

    /** Newest first. */
    public List<Revision> page(String scope, int below, int limit) {
        return find("scope = ?1 and number < ?2 order by number desc", scope, below).page(0, limit).list().stream()
                .map(RevisionRow::revision)
                .toList();
    }

    public long count(String scope) {
        return count("scope", scope);
    }

    /** The newest of each scope, in order of scope. */
    public List<Revision> newestOfEach() {
        return list("from RevisionRow r where r.number ="
                        + " (select max(n.number) from RevisionRow n where n.scope = r.scope) order by r.scope")
                .stream()
                .map(RevisionRow::revision)
                .toList();
    }

    public void store(Revision revision) {
        RevisionRow row = findByIdOptional(UUID.fromString(revision.id())).orElseGet(RevisionRow::new);
        row.set(revision);
        persist(row);
    }

    private Optional<Revision> first(String query, Object... parameters) {
        return find(query, parameters).firstResultOptional().map(RevisionRow::revision);
    }
}
