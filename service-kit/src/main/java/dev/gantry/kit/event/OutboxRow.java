package dev.gantry.kit.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A row of the outbox that waits to be sent, and the few statements on that table. */
record OutboxRow(long id, String topic, String key, Map<String, String> headers, String data) {

    /** In place of data: the record has none. No event is empty. */
    static final String TOMBSTONE = "";

    private static final int BATCH = 500;
    /** Any constant: the lock is per database, and each service has its own. */
    private static final long LOCK = 0x6F7574626F78L;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What keeps order: rows of one topic and key. */
    String lane() {
        return topic + "\n" + key;
    }

    static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Closes the connection too; a connection that is gone has released its lock already. */
    static void unlock(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException e) {
            // Nothing to release.
        }
    }

    static List<OutboxRow> waiting(Connection connection, List<String> lanesHeld) throws SQLException {
        String sql = "select id, topic, key, headers, data from outbox where sent_at is null"
                + " and not (topic || chr(10) || key = any (?)) order by id limit " + BATCH;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", lanesHeld.toArray()));
            List<OutboxRow> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new OutboxRow(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            headers(row.getString(4)),
                            row.getString(5)));
                }
            }
            return rows;
        }
    }

    static void markSent(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update outbox set sent_at = now(), attempts = attempts + 1 where id = any (?)")) {
            update.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            update.executeUpdate();
        }
    }

    static void markFailed(Connection connection, long id, String reason) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update outbox set attempts = attempts + 1, last_error = ? where id = ?")) {
            update.setString(1, reason);
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    private static Map<String, String> headers(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("outbox headers not readable", e);
        }
    }
}
