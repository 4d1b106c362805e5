package dev.gantry.imagebuilder.store.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "image")
class ImageRow {

    @Id
    String name;

    @JdbcTypeCode(SqlTypes.JSON)
    String definition;

    @Version
    long version;

    @Column(name = "changed_at")
    Instant changedAt;
}
