package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.kit.db.JdbcStatements;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to hosts. */
@ApplicationScoped
public class HistoryRepository implements PanacheRepositoryBase<HistoryRow, Long> {

    /** Who causes what no person asked for. */
    private static final String SERVICE = "gantry";

    /** An entry and its number, which later entries exceed. */
    public record Numbered(long number, HistoryEntry entry) {}

    private final JdbcStatements sql;

    HistoryRepository(JdbcStatements sql) {
        this.sql = sql;
    }

    /** Plain SQL: each change of a host adds one or two, which nobody in that transaction reads as entities. */
    public void add(HistoryEntry entry) {
        sql.update(
                "insert into host_history (host, version, at, what, from_state, to_state, who, why, millis)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.host(),
                entry.version(),
                entry.at(),
                entry.what(),
                entry.from() == null ? null : entry.from().name(),
                entry.to().name(),
                entry.cause().who(),
                entry.cause().why(),
                entry.millis());
    }

    public Optional<HistoryEntry> entry(String host, long version) {
        return find("host = ?1 and version = ?2 order by id desc", host, version)
                .firstResultOptional()
                .map(HistoryRow::entry);
    }

    /** The first entry after this version that left the host at rest. */
    public Optional<HistoryEntry> firstAtRest(String host, long version) {
        List<HostState> resting = Stream.of(HostState.values())
                .filter(state -> !state.isWorking())
                .toList();
        return find(
                        "from HistoryRow h where h.host = ?1 and h.version > ?2 and h.to in ?3 order by h.id",
                        host,
                        version,
                        resting)
                .firstResultOptional()
                .map(HistoryRow::entry);
    }

    /** The version with which it entered this state last; 0 when it never did. */
    public long entered(String host, HostState state) {
        return find("host = ?1 and to = ?2 and (from is null or from <> ?2) order by id desc", host, state)
                .firstResultOptional()
                .map(row -> row.version)
                .orElse(0L);
    }

    /** What the service itself did not cause, before a time, newest first. */
    public List<HistoryEntry> askedByPeople(Instant before, int limit) {
        return find("who <> ?1 and at < ?2 order by id desc", SERVICE, before).page(Page.ofSize(limit)).stream()
                .map(HistoryRow::entry)
                .toList();
    }

    /** Newest first, below {@code before}; one more than the limit. */
    public long count(String host) {
        return count("host", host);
    }

    public List<Numbered> of(String host, long before, int limit) {
        return find("host = ?1 and id < ?2 order by id desc", host, before).page(Page.ofSize(limit + 1)).stream()
                .map(row -> new Numbered(row.id, row.entry()))
                .toList();
    }
}
