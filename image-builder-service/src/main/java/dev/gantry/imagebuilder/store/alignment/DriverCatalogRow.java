package dev.gantry.imagebuilder.store.alignment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "driver_catalog")
class DriverCatalogRow {

    @Id
    String name;

    String yaml;

    String sha256;

    @Column(name = "created_at")
    Instant createdAt;
}
