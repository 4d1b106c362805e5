package dev.gantry.inventory.webhook.store;

import dev.gantry.inventory.webhook.model.WebhookDelivery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was sent to receivers. Ids rise in the order of time. */
@ApplicationScoped
public class WebhookDeliveryRepository implements PanacheRepositoryBase<WebhookDeliveryRow, UUID> {

    public void insert(WebhookDelivery delivery) {
        WebhookDeliveryRow row = new WebhookDeliveryRow();
        row.id = delivery.id();
        row.webhook = delivery.webhook();
        row.event = delivery.event();
        row.eventId = delivery.eventId();
        row.type = delivery.type();
        row.subject = delivery.subject();
        row.cause = delivery.cause();
        row.outcome = delivery.outcome();
        row.attempt = delivery.attempt();
        row.status = delivery.status();
        row.at = delivery.at();
        row.millis = delivery.millis();
        persist(row);
    }

    public Optional<WebhookDelivery> find(UUID id) {
        return findByIdOptional(id).map(WebhookDeliveryRow::delivery);
    }

    /** The newest first, one more than the limit. {@code outcome} null takes all, {@code below} null begins at the newest. */
    public List<WebhookDelivery> newest(String webhook, WebhookDelivery.Outcome outcome, UUID below, int limit) {
        Parameters parameters = Parameters.with("webhook", webhook);
        String hql = where(outcome, parameters);
        if (below != null) {
            hql += " and id < :below";
            parameters.and("below", below);
        }
        return find(hql + " order by id desc", parameters).range(0, limit).list().stream()
                .map(WebhookDeliveryRow::delivery)
                .toList();
    }

    public long count(String webhook, WebhookDelivery.Outcome outcome) {
        Parameters parameters = Parameters.with("webhook", webhook);
        return count(where(outcome, parameters), parameters);
    }

    private static String where(WebhookDelivery.Outcome outcome, Parameters parameters) {
        if (outcome == null) {
            return "webhook = :webhook";
        }
        parameters.and("outcome", outcome);
        return "webhook = :webhook and outcome = :outcome";
    }

    public void deleteOf(String webhook) {
        delete("webhook", webhook);
    }

    public long deleteBefore(Instant time) {
        return delete("at < ?1", time);
    }
}
