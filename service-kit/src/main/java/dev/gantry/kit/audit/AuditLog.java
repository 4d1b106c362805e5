package dev.gantry.kit.audit;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code audit}, which takes new rows and nothing else. */
@ApplicationScoped
public class AuditLog {

    private static final String COLUMNS = "id, at, actor, action, subject, reason, status, request_id";
    private static final String ASKED = " from audit where (?::text is null or actor = ?)"
            + " and (?::text is null or action = ?) and (?::text is null or starts_with(subject, ?))"
            + " and (?::timestamptz is null or at >= ?) and (?::timestamptz is null or at < ?)";

    private final AgroalDataSource database;

    AuditLog(AgroalDataSource database) {
        this.database = database;
    }

    /** @param entry its id and time are the database's */
    public void append(AuditEntry entry) {
        String sql = "insert into audit (actor, action, subject, reason, status, request_id) values (?, ?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, entry.actor());
            insert.setString(2, entry.action());
            insert.setString(3, entry.subject());
            insert.setString(4, entry.reason());
            insert.setInt(5, entry.status());
            insert.setString(6, entry.requestId());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("audit entry not written", e);
        }
    }

    /** The newest first, one more than the limit. @param below only entries with a smaller id */
    public List<AuditEntry> newest(AuditQuery query, long below, int limit) {
        String sql = "select " + COLUMNS + ASKED + " and id < ? order by id desc limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int next = asked(select, query);
            select.setLong(next, below);
            select.setInt(next + 1, limit + 1);
            List<AuditEntry> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(entry(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new DatabaseException("audit not read", e);
        }
    }

    public long count(AuditQuery query) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*)" + ASKED)) {
            asked(select, query);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseException("audit not counted", e);
        }
    }

    /** Sets the parameters of {@link #ASKED}; the number of the parameter after them. */
    private static int asked(PreparedStatement select, AuditQuery query) throws SQLException {
        text(select, 1, query.actor());
        text(select, 3, query.action());
        text(select, 5, query.subject());
        time(select, 7, query.from());
        time(select, 9, query.until());
        return 11;
    }

    private static void text(PreparedStatement select, int at, @Nullable String value) throws SQLException {
        select.setString(at, value);
        select.setString(at + 1, value);
    }

    private static void time(PreparedStatement select, int at, @Nullable Instant value) throws SQLException {
        OffsetDateTime time = value == null ? null : value.atOffset(ZoneOffset.UTC);
        select.setObject(at, time);
        select.setObject(at + 1, time);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getString(8));
    }
}
