package dev.gantry.inventory.rollout.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "rollout")
class RolloutRow {

    @Id
    String name;

    @ColumnTransformer(write = "?::jsonb")
    String body;

    @Column(name = "created_at")
    Instant createdAt;
}
