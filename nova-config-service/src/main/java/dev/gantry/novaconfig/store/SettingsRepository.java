package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.settings.StoredSettings;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;

/** The site's settings; empty until someone changes them. */
@ApplicationScoped
public class SettingsRepository implements PanacheRepositoryBase<SettingsRow, Integer> {

    private final Clock clock;

    SettingsRepository(Clock clock) {
        this.clock = clock;
    }

    public Optional<StoredSettings> read() {
        return findByIdOptional(SettingsRow.ONLY).map(SettingsRepository::settings);
    }

    /** Locks them until the transaction ends. */
    public Optional<StoredSettings> lock() {
        return findByIdOptional(SettingsRow.ONLY, LockModeType.PESSIMISTIC_WRITE)
                .map(SettingsRepository::settings);
    }

    public void store(StoredSettings settings, String by) {
        SettingsRow row = findByIdOptional(SettingsRow.ONLY).orElseGet(SettingsRow::new);
        row.version = settings.version();
        row.body = settings.document();
        row.changedBy = by;
        row.changedAt = clock.instant();
        persist(row);
    }

    private static StoredSettings settings(SettingsRow row) {
        return new StoredSettings(row.version, row.body);
    }
}
