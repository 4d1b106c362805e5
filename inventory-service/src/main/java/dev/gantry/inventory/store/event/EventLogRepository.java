package dev.gantry.inventory.store.event;

import dev.gantry.inventory.model.event.EventFilter;
import dev.gantry.inventory.model.event.LoggedEvent;
import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every event of the suite, in the order in which they became visible. Writers hold one advisory lock from before the number is
 * drawn until their transaction ends; so whoever has read up to a number never finds a smaller one later.
 */
@ApplicationScoped
public class EventLogRepository {

    private static final long WRITER = 0x6576656e74L;

    private final AgroalDataSource database;

    EventLogRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** {@code id} of the given events is not used. They are numbered in their order. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(List<LoggedEvent> events) {
        String insert = "insert into event_log (event_id, source, type, subject, time, traceparent, data)"
                + " select event_id, source, type, subject, time, traceparent, data from unnest(?::text[], ?::text[],"
                + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality"
                + " as told (event_id, source, type, subject, time, traceparent, data, number) order by number";
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)");
                PreparedStatement rows = connection.prepareStatement(insert)) {
            lock.setLong(1, WRITER);
            lock.execute();
            List<Function<LoggedEvent, String>> columns = List.of(
                    LoggedEvent::eventId,
                    LoggedEvent::source,
                    LoggedEvent::type,
                    LoggedEvent::subject,
                    LoggedEvent::time,
                    LoggedEvent::traceparent,
                    LoggedEvent::data);
            for (int i = 0; i < columns.size(); i++) {
                Object[] values = events.stream().map(columns.get(i)).toArray();
                rows.setArray(i + 1, connection.createArrayOf("text", values));
            }
            rows.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("events not logged", e);
        }
    }

    /** Events with a greater number, in order. */
    public List<LoggedEvent> after(long id, EventFilter filter, int limit) {
        String sql = "select * from event_log where id > ?"
                + " and (cardinality(cast(? as text[])) = 0 or subject = any(?))"
                + " and (cardinality(cast(? as text[])) = 0 or type like any(?)) order by id limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            var subjects = connection.createArrayOf("text", filter.subjects().toArray());
            var types = connection.createArrayOf("text", filter.typePatterns());
            select.setLong(1, id);
            select.setArray(2, subjects);
            select.setArray(3, subjects);
            select.setArray(4, types);
            select.setArray(5, types);
            select.setInt(6, limit);
            return read(select);
        } catch (SQLException e) {
            throw new DatabaseException("events not read", e);
        }
    }

    public Optional<LoggedEvent> find(long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select * from event_log where id = ?")) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new DatabaseException("event not read", e);
        }
    }

    /** 0 when the log is empty. */
    public long newest() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select coalesce(max(id), 0) from event_log");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new DatabaseException("events not read", e);
        }
    }

    /** Returns how many were deleted. */
    @Transactional
    public int deleteBefore(Instant time) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from event_log where logged_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(time));
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("events not deleted", e);
        }
    }

    private static List<LoggedEvent> read(PreparedStatement select) throws SQLException {
        List<LoggedEvent> events = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(new LoggedEvent(
                        rows.getLong("id"),
                        rows.getString("event_id"),
                        rows.getString("source"),
                        rows.getString("type"),
                        rows.getString("subject"),
                        rows.getString("time"),
                        rows.getString("traceparent"),
                        rows.getString("data")));
            }
        }
        return events;
    }
}
