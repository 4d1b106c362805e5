package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.settings.SettingsDocument;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The one row of the site's settings; none until someone changes them. */
@Entity
@Table(name = "site_settings")
class SettingsRow {

    static final int ONLY = 1;

    @Id
    int id = ONLY;

    long version;

    @JdbcTypeCode(SqlTypes.JSON)
    SettingsDocument body;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;
}
