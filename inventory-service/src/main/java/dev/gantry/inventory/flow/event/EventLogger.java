package dev.gantry.inventory.flow.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.event.LoggedEvent;
import dev.gantry.inventory.store.event.EventLogRepository;
import dev.gantry.inventory.webhook.flow.DeliveryWorker;
import dev.gantry.inventory.webhook.model.Webhook;
import dev.gantry.inventory.webhook.store.WebhookRepository;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventObserver;
import dev.gantry.kit.job.JobQueue;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Keeps every event of the suite for those who have no Kafka, and has webhooks told. */
@ApplicationScoped
public class EventLogger {

    private final EventLogRepository log;
    private final WebhookRepository webhooks;
    private final JobQueue jobs;
    private final ObjectMapper json;
    private final Clock clock;
    private final InventorySettings settings;

    EventLogger(
            EventLogRepository log,
            WebhookRepository webhooks,
            JobQueue jobs,
            ObjectMapper json,
            Clock clock,
            InventorySettings settings) {
        this.log = log;
        this.webhooks = webhooks;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    /** @throws IllegalArgumentException when the data of one is no JSON: such a record is buried */
    @Transactional(Transactional.TxType.MANDATORY)
    public void log(List<EventObserver.Observed> events) {
        log.append(events.stream().map(this::logged).toList());
        for (Webhook webhook : webhooks.all()) {
            jobs.enqueue(DeliveryWorker.KIND, webhook.name(), Map.of("webhook", webhook.name()));
        }
    }

    private LoggedEvent logged(EventObserver.Observed event) {
        try {
            json.readTree(event.json());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event data is no JSON", e);
        }
        CloudEventContext received = event.received();
        return new LoggedEvent(
                0,
                received.id(),
                received.source(),
                received.type(),
                received.subject(),
                received.time(),
                received.traceparent(),
                event.json());
    }

    @Scheduled(every = "1h", delayed = "5m")
    void forget() {
        log.deleteBefore(clock.instant().minus(settings.events().retention()));
    }
}
