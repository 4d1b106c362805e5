package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigurationState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reconfigurations, by id, and what their commands print. */
@ApplicationScoped
public class ReconfigurationRepository implements PanacheRepositoryBase<ReconfigurationRow, UUID> {

    /** Empty also for what is no id. */
    public Optional<Reconfiguration> read(String id) {
        return row(id).map(ReconfigurationRow::reconfiguration);
    }

    /** Newest first. */
    public List<Reconfiguration> newest(int limit) {
        return find("order by askedAt desc, id desc").page(0, limit).list().stream()
                .map(ReconfigurationRow::reconfiguration)
                .toList();
    }

    /** The one that has the control host, besides this. */
    public Optional<Reconfiguration> runningBesides(String id) {
        return find("state = ?1 and id <> ?2", ReconfigurationState.RUNNING, UUID.fromString(id))
                .firstResultOptional()
                .map(ReconfigurationRow::reconfiguration);
    }

    public void store(Reconfiguration reconfiguration) {
        ReconfigurationRow row =
                findByIdOptional(UUID.fromString(reconfiguration.id())).orElseGet(ReconfigurationRow::new);
        row.set(reconfiguration);
        persist(row);
    }

    /** What its command printed so far. */
    public Optional<String> log(String id) {
        return row(id).map(r -> r.log);
    }

    public void beginLog(String id, String text) {
        update("log = ?1 where id = ?2", text, UUID.fromString(id));
    }

    public void appendLog(String id, String text) {
        update("log = concat(log, ?1) where id = ?2", text, UUID.fromString(id));
    }

    private Optional<ReconfigurationRow> row(String id) {
        try {
            return findByIdOptional(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
