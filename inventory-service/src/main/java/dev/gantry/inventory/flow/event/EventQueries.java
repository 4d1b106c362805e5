package dev.gantry.inventory.flow.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.event.EventFilter;
import dev.gantry.inventory.model.event.LoggedEvent;
import dev.gantry.inventory.store.event.EventLogRepository;
import dev.gantry.kit.db.PgNotifications;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Gives out the log of events and lets readers wait for the next one. */
@ApplicationScoped
public class EventQueries {

    private final EventLogRepository log;
    private final ObjectMapper json;
    private final InventorySettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;
    private volatile boolean closed;

    /** An event as a stream sends it. */
    public record Line(long id, String type, String json) {}

    EventQueries(EventLogRepository log, ObjectMapper json, InventorySettings settings, PgNotifications signals) {
        this.log = log;
        this.json = json;
        this.settings = settings;
        signals.on("event-log", this::ring);
    }

    public List<Line> after(long id, List<String> hosts, List<String> types, int limit) {
        return log.after(id, new EventFilter(hosts, types), limit).stream()
                .map(e -> new Line(e.id(), e.type(), structured(e)))
                .toList();
    }

    public long newest() {
        return log.newest();
    }

    public Duration heartbeat() {
        return settings.events().heartbeat();
    }

    /** To be taken before reading, so that no ring between reading and waiting is lost. */
    public long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there was a ring since, and by the clock. */
    public void await(long since) throws InterruptedException {
        long left = settings.events().poll().toNanos();
        lock.lock();
        try {
            while (rings == since && left > 0 && !closed) {
                left = rung.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    void close(@Observes ShutdownEvent event) {
        closed = true;
        ring();
    }

    private void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** CloudEvents 1.0, JSON event format. */
    private String structured(LoggedEvent event) {
        try {
            ObjectNode node = json.createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", event.eventId())
                    .put("source", event.source())
                    .put("type", event.type())
                    .put("subject", event.subject())
                    .put("time", event.time())
                    .put("datacontenttype", "application/json");
            if (event.traceparent() != null) {
                node.put("traceparent", event.traceparent());
            }
            node.set("data", json.readTree(event.data()));
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("logged event cannot be read: " + event.id(), e);
        }
    }
}
