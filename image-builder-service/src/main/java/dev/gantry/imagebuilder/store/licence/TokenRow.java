package dev.gantry.imagebuilder.store.licence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "licence_token")
class TokenRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String name;
    String fingerprint;
    byte[] sealed;

    @JdbcTypeCode(SqlTypes.JSON)
    String facts;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "is_current")
    boolean isCurrent;

    @Column(name = "warned_at")
    Instant warnedAt;
}
