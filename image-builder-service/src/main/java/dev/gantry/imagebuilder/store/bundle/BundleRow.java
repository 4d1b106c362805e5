package dev.gantry.imagebuilder.store.bundle;

import dev.gantry.imagebuilder.model.bundle.BundleState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "bundle")
class BundleRow {

    @Id
    String name;

    @Enumerated(EnumType.STRING)
    BundleState state;

    String url;

    String expected;

    String sha256;

    long bytes;

    @JdbcTypeCode(SqlTypes.JSON)
    String chosen;

    @JdbcTypeCode(SqlTypes.JSON)
    String entries;

    @JdbcTypeCode(SqlTypes.JSON)
    String parts;

    String reason;

    @Column(name = "next_try_at")
    Instant nextTryAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Version
    long version;
}
