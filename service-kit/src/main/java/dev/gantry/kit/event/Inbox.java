package dev.gantry.kit.event;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Remembers what was read, so that an event delivered twice takes effect once. */
@ApplicationScoped
class Inbox {

    private final AgroalDataSource database;

    Inbox(AgroalDataSource database) {
        this.database = database;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    boolean isFirst(CloudEventContext received) {
        return !firsts(List.of(received)).isEmpty();
    }

    /** Those that were not read before, each once, in their order. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<CloudEventContext> firsts(List<CloudEventContext> received) {
        String sql = "insert into inbox (source, id) select source, id from unnest(?::text[], ?::text[])"
                + " as read (source, id) on conflict do nothing returning source, id";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, texts(connection, received, CloudEventContext::source));
            insert.setArray(2, texts(connection, received, CloudEventContext::id));
            Set<List<String>> stored = new HashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    stored.add(List.of(row.getString(1), row.getString(2)));
                }
            }
            return received.stream()
                    .filter(one -> stored.remove(List.of(one.source(), one.id())))
                    .toList();
        } catch (SQLException e) {
            throw new DatabaseException("inbox row not written", e);
        }
    }

    private static Array texts(
            Connection connection, List<CloudEventContext> received, Function<CloudEventContext, String> of)
            throws SQLException {
        return connection.createArrayOf("text", received.stream().map(of).toArray());
    }
}
