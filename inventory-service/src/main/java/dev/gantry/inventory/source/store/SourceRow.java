package dev.gantry.inventory.source.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "source")
class SourceRow {

    @Id
    String name;

    long version;

    @ColumnTransformer(write = "?::jsonb")
    String spec;

    @ColumnTransformer(write = "?::jsonb")
    String status;
}
