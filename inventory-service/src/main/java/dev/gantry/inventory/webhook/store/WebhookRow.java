package dev.gantry.inventory.webhook.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "webhook")
class WebhookRow {

    @Id
    String name;

    long version;
    String url;
    String[] types;
    String[] hosts;

    @Column(name = "sealed_secret")
    String sealedSecret;

    @Column(name = "secret_ref")
    String secretRef;

    long position;
    int attempts;

    @Column(name = "not_before")
    Instant notBefore;

    @Column(name = "last_status")
    String lastStatus;

    long delivered;

    @Column(name = "given_up")
    long givenUp;
}
