package dev.gantry.inventory.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.model.Webhook;
import dev.gantry.inventory.store.EventLog;
import dev.gantry.inventory.store.LoggedEvent;
import dev.gantry.inventory.store.Webhooks;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.job.JobQueue;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Keeps every event of the suite for those who have no Kafka, and has webhooks told. */
@ApplicationScoped
public class LogEvents {

    private final EventLog log;
    private final Webhooks webhooks;
    private final JobQueue jobs;
    private final ObjectMapper json;
    private final Timing timing;

    LogEvents(EventLog log, Webhooks webhooks, JobQueue jobs, ObjectMapper json, Timing timing) {
        this.log = log;
        this.webhooks = webhooks;
        this.jobs = jobs;
        this.json = json;
        this.timing = timing;
    }

    /** @throws IllegalArgumentException when the data is no JSON: such a record is buried */
    @Transactional(Transactional.TxType.MANDATORY)
    public void log(CloudEventContext event, String data) {
        try {
            json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event data is no JSON", e);
        }
        log.append(new LoggedEvent(
                0, event.id(), event.source(), event.type(), event.subject(), event.time(), event.traceparent(), data));
        for (Webhook webhook : webhooks.all()) {
            jobs.enqueue(DeliverEvents.KIND, webhook.name(), Map.of("webhook", webhook.name()));
        }
    }

    @Scheduled(every = "1h", delayed = "5m")
    void forget() {
        log.deleteBefore(
                timing.clock().instant().minus(timing.settings().events().retention()));
    }
}
