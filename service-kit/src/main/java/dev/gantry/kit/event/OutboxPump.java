package dev.gantry.kit.event;

import dev.gantry.kit.db.PgNotifications;
import dev.gantry.kit.time.PollingLoop;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds, oldest first for each key, one pump per service at a time. A key that fails holds back only its
 * own later rows. Never pages by "id above the last seen": a transaction that commits late would be skipped.
 */
@ApplicationScoped
class OutboxPump {

    private static final Duration FIRST_HOLD = Duration.ofMillis(500);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    private final AgroalDataSource database;
    private final EventSender sender;
    private final Clock clock;
    private final PollingLoop loop = new PollingLoop("outbox-pump", Duration.ofSeconds(1), this::pump);
    private final Map<String, Hold> held = new HashMap<>();
    private @Nullable Connection connection;

    /** A key that failed: not before when to try it again, and how long to wait after the next failure. */
    private record Hold(Instant until, Duration next) {}

    OutboxPump(AgroalDataSource database, EventSender sender, Clock clock) {
        this.database = database;
        this.sender = sender;
        this.clock = clock;
    }

    void start(@Observes @Priority(2100) StartupEvent event, PgNotifications signals) {
        signals.on("outbox", loop::wake);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
        sender.close();
        drop();
    }

    private boolean pump() throws SQLException {
        try {
            Connection mine = connection == null ? open() : connection;
            if (mine == null) {
                return false;
            }
            Instant now = clock.instant();
            held.values()
                    .removeIf(h ->
                            h.next().compareTo(LONGEST_HOLD) > 0 && h.until().isBefore(now.minus(LONGEST_HOLD)));
            List<OutboxRow> rows = OutboxRow.waiting(mine, keysHeldAt(now));
            if (rows.isEmpty()) {
                return false;
            }
            settle(mine, send(rows));
            return true;
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    private List<String> keysHeldAt(Instant now) {
        return held.entrySet().stream()
                .filter(e -> e.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Rows of one key follow each other; keys go side by side. The answer maps each row to its failure, null when it arrived. */
    private Map<OutboxRow, @Nullable String> send(List<OutboxRow> rows) {
        Map<String, List<OutboxRow>> byKey = new LinkedHashMap<>();
        rows.forEach(
                row -> byKey.computeIfAbsent(row.lane(), k -> new ArrayList<>()).add(row));
        Map<OutboxRow, CompletableFuture<Void>> sent = new LinkedHashMap<>();
        for (List<OutboxRow> lane : byKey.values()) {
            CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
            for (OutboxRow row : lane) {
                before = before.thenCompose(x -> sender.send(row));
                sent.put(row, before);
            }
        }
        Map<OutboxRow, @Nullable String> outcome = new LinkedHashMap<>();
        sent.forEach((row, future) -> outcome.put(row, failureOf(future)));
        return outcome;
    }

    private static @Nullable String failureOf(CompletableFuture<Void> future) {
        try {
            future.join();
            return null;
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return String.valueOf(cause.getMessage());
        }
    }

    private void settle(Connection mine, Map<OutboxRow, @Nullable String> outcome) throws SQLException {
        List<Long> arrived = new ArrayList<>();
        Map<String, OutboxRow> firstFailed = new LinkedHashMap<>();
        for (Map.Entry<OutboxRow, @Nullable String> entry : outcome.entrySet()) {
            OutboxRow row = entry.getKey();
            String failure = entry.getValue();
            if (failure == null) {
                arrived.add(row.id());
                held.remove(row.lane());
            } else if (firstFailed.putIfAbsent(row.lane(), row) == null) {
                OutboxRow.markFailed(mine, row.id(), failure);
                hold(row, failure);
            }
        }
        OutboxRow.markSent(mine, arrived);
    }

    private void hold(OutboxRow row, String failure) {
        Hold before = held.get(row.lane());
        Duration wait = before == null ? FIRST_HOLD : before.next();
        Duration next = wait.multipliedBy(2).compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait.multipliedBy(2);
        held.put(row.lane(), new Hold(clock.instant().plus(wait), next));
        Log.warnf("event not sent, key held back topic=%s key=%s reason=%s", row.topic(), row.key(), failure);
    }

    /** Null while another replica holds the lock. */
    private @Nullable Connection open() throws SQLException {
        Connection opened = database.getConnection();
        if (!OutboxRow.lock(opened)) {
            opened.close();
            return null;
        }
        connection = opened;
        return opened;
    }

    private void drop() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            OutboxRow.unlock(dropped);
        }
    }
}
