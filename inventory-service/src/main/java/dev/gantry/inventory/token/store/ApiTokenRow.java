package dev.gantry.inventory.token.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "api_token")
class ApiTokenRow {

    @Id
    UUID id;

    String digest;
    String owner;
    String role;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ends_at")
    Instant endsAt;
}
