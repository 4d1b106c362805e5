package dev.gantry.inventory.webhook.store;

import dev.gantry.inventory.model.event.EventFilter;
import dev.gantry.inventory.webhook.model.Webhook;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The webhooks. */
@ApplicationScoped
public class WebhookRepository implements PanacheRepositoryBase<WebhookRow, String> {

    public List<Webhook> all() {
        return listAll(Sort.by("name")).stream().map(WebhookRepository::webhook).toList();
    }

    public Optional<Webhook> find(String name) {
        return findByIdOptional(name).map(WebhookRepository::webhook);
    }

    /** Stores what a person says of it; its progress is kept when it was there before. */
    public Webhook store(Webhook webhook) {
        WebhookRow row = findById(webhook.name(), LockModeType.PESSIMISTIC_WRITE);
        boolean isNew = row == null;
        if (isNew) {
            row = new WebhookRow();
            row.name = webhook.name();
            row.position = webhook.position();
        }
        row.version++;
        row.url = webhook.url();
        row.types = webhook.filter().types().toArray(String[]::new);
        row.hosts = webhook.filter().subjects().toArray(String[]::new);
        row.sealedSecret = webhook.sealedSecret();
        row.secretRef = webhook.secretRef();
        row.notBefore = null;
        row.attempts = 0;
        if (isNew) {
            persist(row);
        }
        return webhook(row);
    }

    public boolean delete(String name) {
        return deleteById(name);
    }

    /** The event arrived. */
    public void delivered(String name, long position, String status) {
        WebhookRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row != null) {
            row.delivered++;
            moveOn(row, position, status);
        }
    }

    /** The event did not arrive and is not sent again. */
    public void gaveUp(String name, long position, String status) {
        WebhookRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row != null) {
            row.givenUp++;
            moveOn(row, position, status);
        }
    }

    public void failed(String name, String status, Instant notBefore) {
        WebhookRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row != null) {
            row.attempts++;
            row.lastStatus = status;
            row.notBefore = notBefore;
        }
    }

    private static void moveOn(WebhookRow row, long position, String status) {
        row.position = Math.max(row.position, position);
        row.attempts = 0;
        row.notBefore = null;
        row.lastStatus = status;
    }

    private static Webhook webhook(WebhookRow row) {
        return new Webhook(
                row.name,
                row.version,
                row.url,
                new EventFilter(List.of(row.hosts), List.of(row.types)),
                row.sealedSecret,
                row.secretRef,
                row.position,
                row.attempts,
                row.notBefore,
                row.lastStatus,
                row.delivered,
                row.givenUp);
    }
}
