package dev.gantry.kit.event;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Collects what a transaction tells and stores it by one statement before the commit: a change tells three or four things. */
@ApplicationScoped
class OutboxBuffer {

    private static final String ROWS = "gantry.outbox";
    /** A transaction over thousands of hosts must not keep all that it tells in memory. */
    private static final int MOST = 200;

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transaction;

    OutboxBuffer(AgroalDataSource database, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** A row to be; {@code headers} are JSON. */
    record Unsent(UUID id, String topic, String key, String headers, String data) {}

    /** Only inside a transaction. The order of adding is the order of the rows. */
    void add(Unsent row) {
        if (!(transaction.getResource(ROWS) instanceof Rows rows)) {
            Rows first = new Rows(new ArrayList<>());
            transaction.putResource(ROWS, first);
            transaction.registerInterposedSynchronization(first);
            first.add(row);
            return;
        }
        rows.add(row);
    }

    private final class Rows implements Synchronization {

        private final List<Unsent> waiting;

        Rows(List<Unsent> waiting) {
            this.waiting = waiting;
        }

        void add(Unsent row) {
            waiting.add(row);
            if (waiting.size() >= MOST) {
                store();
            }
        }

        @Override
        public void beforeCompletion() {
            if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
                store();
            }
        }

        @Override
        public void afterCompletion(int status) {
            waiting.clear();
        }

        private void store() {
            if (!waiting.isEmpty()) {
                insert(waiting);
                waiting.clear();
            }
        }
    }

    private void insert(List<Unsent> rows) {
        String sql =
                "insert into outbox (event_id, topic, key, headers, data) select id, topic, key, headers::jsonb, data"
                        + " from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])"
                        + " with ordinality as told (id, topic, key, headers, data, number) order by number";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            column(insert, 1, rows, row -> row.id().toString());
            column(insert, 2, rows, Unsent::topic);
            column(insert, 3, rows, Unsent::key);
            column(insert, 4, rows, Unsent::headers);
            column(insert, 5, rows, Unsent::data);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("outbox rows not written", e);
        }
    }

    private static void column(PreparedStatement insert, int at, List<Unsent> rows, Function<Unsent, String> of)
            throws SQLException {
        insert.setArray(
                at,
                insert.getConnection()
                        .createArrayOf("text", rows.stream().map(of).toArray()));
    }
}
