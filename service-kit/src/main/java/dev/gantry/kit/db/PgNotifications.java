package dev.gantry.kit.db;

import dev.gantry.kit.time.PollingLoop;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears PostgreSQL's NOTIFY on channel {@code gantry} and wakes whoever waits for that word ({@code outbox}, {@code job}, ...). */
@ApplicationScoped
public class PgNotifications {

    private static final int LISTEN_MILLIS = 1_000;

    private final AgroalDataSource database;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final PollingLoop loop = new PollingLoop("signals", Duration.ofSeconds(1), this::hear);
    private @Nullable Connection connection;

    PgNotifications(AgroalDataSource database) {
        this.database = database;
    }

    /** Wakes may come without cause and may be lost: the listener looks for itself and also looks by the clock. */
    public void on(String word, Runnable listener) {
        listeners.computeIfAbsent(word, w -> new CopyOnWriteArrayList<>()).add(listener);
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
        drop();
    }

    private boolean hear() throws SQLException {
        try {
            Connection open = connection == null ? open() : connection;
            PGNotification[] heard = open.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
            if (heard != null) {
                for (PGNotification notification : heard) {
                    listeners
                            .getOrDefault(notification.getParameter(), List.of())
                            .forEach(Runnable::run);
                }
            }
            return true;
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    private Connection open() throws SQLException {
        Connection opened = database.getConnection();
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen gantry");
        }
        connection = opened;
        return opened;
    }

    private void drop() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (SQLException e) {
                // The connection is gone already; the next turn opens another.
            }
        }
    }
}
