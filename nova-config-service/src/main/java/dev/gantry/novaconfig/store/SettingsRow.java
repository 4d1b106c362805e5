package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.settings.SettingsDocument;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The one row of the site's settings; none until someone changes them. */
@Entity
@Table(name = "site_settings")
public class SettingsRow extends PanacheEntityBase {

    public static final int ONLY = 1;

    @Id
    public int id = ONLY;

    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    public SettingsDocument body;

    @Column(name = "changed_by")
    public String changedBy;

    @Column(name = "changed_at")
    public Instant changedAt;

    public static Optional<SettingsRow> current() {
        return findByIdOptional(ONLY);
    }

    public static Optional<SettingsRow> locked() {
        return findByIdOptional(ONLY, LockModeType.PESSIMISTIC_WRITE);
    }
}
