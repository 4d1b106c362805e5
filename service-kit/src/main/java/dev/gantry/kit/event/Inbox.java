package dev.gantry.kit.event;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Remembers what was read, so that an event delivered twice takes effect once. */
@ApplicationScoped
class Inbox {

    private final AgroalDataSource database;

    Inbox(AgroalDataSource database) {
        this.database = database;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    boolean isFirst(CloudEventContext received) {
        String sql = "insert into inbox (source, id) values (?, ?) on conflict do nothing";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, received.source());
            insert.setString(2, received.id());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new DatabaseException("inbox row not written", e);
        }
    }
}
