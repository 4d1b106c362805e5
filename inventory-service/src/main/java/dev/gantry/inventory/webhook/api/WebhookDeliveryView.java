package dev.gantry.inventory.webhook.api;

import dev.gantry.inventory.webhook.model.WebhookDelivery;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One try to hand an event to a receiver; {@code status} is its answer, or why there was none. */
@Schema(name = "WebhookDelivery")
public record WebhookDeliveryView(
        UUID id,
        String eventId,
        String type,
        String subject,
        WebhookDelivery.DeliveryCause cause,
        WebhookDelivery.Outcome outcome,
        int attempt,
        String status,
        Instant at,
        long millis) {

    static WebhookDeliveryView of(WebhookDelivery delivery) {
        return new WebhookDeliveryView(
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                delivery.subject(),
                delivery.cause(),
                delivery.outcome(),
                delivery.attempt(),
                delivery.status(),
                delivery.at(),
                delivery.millis());
    }
}
