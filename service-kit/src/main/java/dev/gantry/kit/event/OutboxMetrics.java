package dev.gantry.kit.event;

import dev.gantry.kit.time.PollingLoop;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How many events wait to be sent and for how long: counted in the table by every replica, whichever of them sends. */
@ApplicationScoped
class OutboxMetrics {

    private static final String SQL =
            "select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::bigint from outbox where"
                    + " sent_at is null";

    private final AgroalDataSource database;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();
    private final PollingLoop loop = new PollingLoop("outbox-metrics", Duration.ofSeconds(2), this::count);

    OutboxMetrics(AgroalDataSource database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("gantry.outbox.waiting", waiting, AtomicLong::get)
                .description("Events that are stored and not yet sent to the broker")
                .register(metrics);
        Gauge.builder("gantry.outbox.oldest.age", ageSeconds, AtomicLong::get)
                .description("Age of the oldest event that is not yet sent")
                .baseUnit("seconds")
                .register(metrics);
    }

    void start(@Observes @Priority(2300) StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private boolean count() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            waiting.set(row.getLong(1));
            ageSeconds.set(row.getLong(2));
        }
        return false;
    }
}
