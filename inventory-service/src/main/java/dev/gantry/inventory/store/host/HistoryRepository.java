package dev.gantry.inventory.store.host;

import dev.gantry.inventory.model.host.HistoryEntry;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What happened to hosts. */
@ApplicationScoped
public class HistoryRepository implements PanacheRepositoryBase<HistoryRow, Long> {

    /** An entry and its number, which later entries exceed. */
    public record Numbered(long number, HistoryEntry entry) {}

    public void add(HistoryEntry entry) {
        persist(HistoryRow.of(entry));
    }

    /** Newest first, below {@code before}; one more than the limit. */
    public List<Numbered> of(String host, long before, int limit) {
        return find("host = ?1 and id < ?2 order by id desc", host, before).page(Page.ofSize(limit + 1)).stream()
                .map(row -> new Numbered(row.id, row.entry()))
                .toList();
    }
}
