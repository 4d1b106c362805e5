package dev.gantry.inventory.webhook.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One try to hand an event to a receiver. {@code event} is the number of the event in the log; null for a test. */
public record WebhookDelivery(
        UUID id,
        String webhook,
        @Nullable Long event,
        String eventId,
        String type,
        String subject,
        DeliveryCause cause,
        Outcome outcome,
        int attempt,
        String status,
        Instant at,
        long millis) {

    /** Why it was sent. */
    public enum DeliveryCause {
        EVENT,
        REDELIVERY,
        TEST
    }

    /** {@code FAILED} is tried again when its cause is an event; {@code GIVEN_UP} is not. */
    public enum Outcome {
        ARRIVED,
        FAILED,
        GIVEN_UP
    }
}
