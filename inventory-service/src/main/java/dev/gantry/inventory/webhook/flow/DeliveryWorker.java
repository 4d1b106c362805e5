package dev.gantry.inventory.webhook.flow;

import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.event.LoggedEvent;
import dev.gantry.inventory.store.event.EventLogRepository;
import dev.gantry.inventory.webhook.model.Webhook;
import dev.gantry.inventory.webhook.model.WebhookDelivery;
import dev.gantry.inventory.webhook.store.WebhookRepository;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends a webhook its events one after another; an event that is refused again and again is given up, and the next one follows. */
@ApplicationScoped
public class DeliveryWorker implements Worker {

    public static final String KIND = "webhook";
    private static final int IN_ONE_TURN = 100;
    private static final int MAX_DOUBLINGS = 20;

    private final WebhookRepository webhooks;
    private final EventLogRepository log;
    private final WebhookDeliveries deliveries;
    private final Clock clock;
    private final InventorySettings settings;

    DeliveryWorker(
            WebhookRepository webhooks,
            EventLogRepository log,
            WebhookDeliveries deliveries,
            Clock clock,
            InventorySettings settings) {
        this.webhooks = webhooks;
        this.log = log;
        this.deliveries = deliveries;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        for (int i = 0; i < IN_ONE_TURN; i++) {
            Optional<Webhook> found = QuarkusTransaction.requiringNew().call(() -> webhooks.find(job.key()));
            if (found.isEmpty()) {
                return new Outcome.Done();
            }
            Webhook webhook = found.get();
            Duration wait = wait(webhook);
            if (wait.isPositive()) {
                return new Outcome.Retry(wait, String.valueOf(webhook.lastStatus()));
            }
            List<LoggedEvent> next = log.after(webhook.position(), webhook.filter(), 1);
            if (next.isEmpty()) {
                return new Outcome.Done();
            }
            send(webhook, next.getFirst());
        }
        return new Outcome.Retry(Duration.ZERO, "more events wait");
    }

    private Duration wait(Webhook webhook) {
        Instant notBefore = webhook.notBefore();
        return notBefore == null ? Duration.ZERO : Duration.between(clock.instant(), notBefore);
    }

    private void send(Webhook webhook, LoggedEvent event) throws InterruptedException {
        boolean isLast = webhook.attempts() + 1 >= settings.webhooks().tries();
        WebhookDelivery sent = deliveries.send(
                webhook,
                event,
                WebhookDelivery.DeliveryCause.EVENT,
                webhook.attempts() + 1,
                isLast ? WebhookDelivery.Outcome.GIVEN_UP : WebhookDelivery.Outcome.FAILED);
        QuarkusTransaction.requiringNew().run(() -> {
            if (sent.outcome() == WebhookDelivery.Outcome.ARRIVED) {
                webhooks.delivered(webhook.name(), event.id(), sent.status());
            } else if (sent.outcome() == WebhookDelivery.Outcome.GIVEN_UP) {
                webhooks.gaveUp(webhook.name(), event.id(), sent.status());
            } else {
                Instant notBefore = clock.instant().plus(backoff(webhook.attempts()));
                webhooks.failed(webhook.name(), sent.status(), notBefore);
            }
        });
    }

    /** Doubles from one second up to the longest wait, give or take a quarter. */
    private Duration backoff(int attempts) {
        long longest = settings.webhooks().maxWait().toMillis();
        long wait = Math.min(longest, 1000L << Math.min(attempts, MAX_DOUBLINGS));
        return Duration.ofMillis(wait * 3 / 4 + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
    }
}
