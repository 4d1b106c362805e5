package dev.gantry.inventory.webhook.store;

import dev.gantry.inventory.webhook.model.WebhookDelivery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "webhook_delivery")
class WebhookDeliveryRow {

    @Id
    UUID id;

    String webhook;
    Long event;

    @Column(name = "event_id")
    String eventId;

    String type;
    String subject;

    @Enumerated(EnumType.STRING)
    WebhookDelivery.DeliveryCause cause;

    @Enumerated(EnumType.STRING)
    WebhookDelivery.Outcome outcome;

    int attempt;
    String status;
    Instant at;
    long millis;

    WebhookDelivery delivery() {
        return new WebhookDelivery(
                id, webhook, event, eventId, type, subject, cause, outcome, attempt, status, at, millis);
    }
}
