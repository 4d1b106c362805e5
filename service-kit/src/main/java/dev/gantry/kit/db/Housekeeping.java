package dev.gantry.kit.db;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Lets go of what nobody asks for any more: sent events, read marks, ended jobs, old answers. */
@ApplicationScoped
class Housekeeping {

    private static final List<String> STATEMENTS = List.of(
            "delete from outbox where sent_at < now() - interval '7 days'",
            "delete from inbox where received_at < now() - interval '30 days'",
            "delete from job where finished_at < now() - interval '30 days'",
            "delete from idempotency where created_at < now() - interval '24 hours'");

    private final AgroalDataSource database;

    Housekeeping(AgroalDataSource database) {
        this.database = database;
    }

    @Scheduled(every = "1h", delayed = "10m")
    void tidy() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.executeUpdate(sql);
            }
        }
    }
}
