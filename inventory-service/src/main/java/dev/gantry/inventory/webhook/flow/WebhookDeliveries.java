package dev.gantry.inventory.webhook.flow;

import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.event.LoggedEvent;
import dev.gantry.inventory.store.event.EventLogRepository;
import dev.gantry.inventory.webhook.http.WebhookClient;
import dev.gantry.inventory.webhook.http.WebhookSecrets;
import dev.gantry.inventory.webhook.model.Webhook;
import dev.gantry.inventory.webhook.model.WebhookDelivery;
import dev.gantry.inventory.webhook.model.WebhookDelivery.Outcome;
import dev.gantry.inventory.webhook.store.WebhookDeliveryRepository;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.page.Page;
import dev.gantry.kit.trace.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands events to receivers and remembers each try: those that follow the log, those that are sent again, and tests. */
@ApplicationScoped
public class WebhookDeliveries {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final String TEST_TYPE = "dev.gantry.webhook.test.v1";

    private final WebhookService webhooks;
    private final WebhookDeliveryRepository deliveries;
    private final EventLogRepository log;
    private final WebhookSecrets secrets;
    private final WebhookClient client;
    private final InventorySettings settings;
    private final Clock clock;

    WebhookDeliveries(
            WebhookService webhooks,
            WebhookDeliveryRepository deliveries,
            EventLogRepository log,
            WebhookSecrets secrets,
            WebhookClient client,
            InventorySettings settings,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.log = log;
        this.secrets = secrets;
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /** The newest first. */
    @Transactional
    public Page<WebhookDelivery> newest(String webhook, @Nullable Outcome outcome, @Nullable UUID below, int limit) {
        webhooks.find(webhook);
        return Page.of(
                deliveries.newest(webhook, outcome, below, limit),
                limit,
                deliveries.count(webhook, outcome),
                last -> last.id().toString());
    }

    /** Sends an event of its own type now, whatever the receiver asked for, to see whether it arrives. */
    public WebhookDelivery test(String name) throws InterruptedException {
        Webhook webhook = webhooks.find(name);
        LoggedEvent event = new LoggedEvent(
                0,
                Ids.next().toString(),
                "/gantry/inventory",
                TEST_TYPE,
                name,
                clock.instant().toString(),
                null,
                "{\"webhook\":\"%s\"}".formatted(name));
        return send(webhook, event, WebhookDelivery.DeliveryCause.TEST, 1, Outcome.FAILED);
    }

    /** Sends the event of an earlier try again now; the receiver knows it by its {@code ce-id}. Nothing else of the webhook moves. */
    public WebhookDelivery redeliver(String name, UUID id) throws InterruptedException {
        Webhook webhook = webhooks.find(name);
        WebhookDelivery earlier = QuarkusTransaction.requiringNew()
                .call(() -> deliveries.find(id))
                .filter(delivery -> delivery.webhook().equals(name))
                .orElseThrow(() -> Problem.of(
                                404,
                                "delivery-not-found",
                                "Delivery not known",
                                "Webhook %s has no delivery %s; they are kept for %d days."
                                        .formatted(name, id, KEPT.toDays()))
                        .asException());
        Long number = earlier.event();
        if (number == null) {
            return test(name);
        }
        LoggedEvent event = log.find(number).orElseThrow(() -> Problem.of(
                        409,
                        "event-not-kept",
                        "Event not kept",
                        "Event %s is older than the log of events; it cannot be sent again."
                                .formatted(earlier.eventId()))
                .asException());
        return send(webhook, event, WebhookDelivery.DeliveryCause.REDELIVERY, earlier.attempt() + 1, Outcome.FAILED);
    }

    /** One try. @param otherwise its outcome when it does not arrive */
    WebhookDelivery send(
            Webhook webhook, LoggedEvent event, WebhookDelivery.DeliveryCause cause, int attempt, Outcome otherwise)
            throws InterruptedException {
        Instant begin = clock.instant();
        Optional<byte[]> secret = secrets.open(webhook.sealedSecret(), webhook.secretRef());
        WebhookClient.Answer answer = secret.isEmpty()
                ? new WebhookClient.Answer(WebhookClient.Result.FAILED, "its secret cannot be read")
                : client.send(
                        webhook.url(),
                        secret.get(),
                        new WebhookClient.Delivery(
                                event.eventId(),
                                event.source(),
                                event.type(),
                                event.subject(),
                                event.time(),
                                event.data()),
                        settings.webhooks().timeout());
        WebhookDelivery delivery = new WebhookDelivery(
                Ids.next(),
                webhook.name(),
                event.id() == 0 ? null : event.id(),
                event.eventId(),
                event.type(),
                event.subject(),
                cause,
                answer.result() == WebhookClient.Result.ARRIVED ? Outcome.ARRIVED : otherwise,
                attempt,
                answer.status(),
                begin,
                Duration.between(begin, clock.instant()).toMillis());
        QuarkusTransaction.requiringNew().run(() -> deliveries.insert(delivery));
        return delivery;
    }

    @Scheduled(every = "1h", delayed = "9m")
    void forget() {
        QuarkusTransaction.requiringNew()
                .call(() -> deliveries.deleteBefore(clock.instant().minus(KEPT)));
    }
}
