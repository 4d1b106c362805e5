package dev.gantry.kit.idempotency;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code idempotency}. */
@ApplicationScoped
class IdempotencyTable {

    /** {@code request} is the print of path and body; {@code status} 0 while the first request is being answered. */
    record Answer(
            String request,
            int status,
            @Nullable String location,
            @Nullable String body) {}

    private final AgroalDataSource database;

    IdempotencyTable(AgroalDataSource database) {
        this.database = database;
    }

    /** Empty when the key was free and is now this request's; an unanswered reservation of over a minute ago is free again. */
    Optional<Answer> reserve(String key, String actor, String request) {
        String sql = "insert into idempotency (key, actor, request) values (?, ?, ?) on conflict (key, actor) do update"
                + " set request = excluded.request, created_at = now() where idempotency.status is null"
                + " and idempotency.created_at < now() - interval '1 minute'";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key);
            insert.setString(2, actor);
            insert.setString(3, request);
            return insert.executeUpdate() == 1 ? Optional.empty() : Optional.of(read(connection, key, actor));
        } catch (SQLException e) {
            throw new DatabaseException("idempotency key not stored", e);
        }
    }

    void store(String key, String actor, Answer answer) {
        String sql = "update idempotency set status = ?, location = ?, body = ? where key = ? and actor = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, answer.status());
            update.setString(2, answer.location());
            update.setString(3, answer.body());
            update.setString(4, key);
            update.setString(5, actor);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("idempotent answer not stored", e);
        }
    }

    void release(String key, String actor) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from idempotency where key = ? and actor = ? and status is null")) {
            delete.setString(1, key);
            delete.setString(2, actor);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("idempotency key not released", e);
        }
    }

    private static Answer read(Connection connection, String key, String actor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select request, coalesce(status, 0), location, body from idempotency where key = ? and actor = ?")) {
            select.setString(1, key);
            select.setString(2, actor);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Answer(row.getString(1), row.getInt(2), row.getString(3), row.getString(4));
            }
        }
    }
}
