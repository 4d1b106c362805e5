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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code audit}, which takes new rows and nothing else. */
@ApplicationScoped
public class AuditLog {

    private static final String COLUMNS = "id, at, actor, action, subject, reason, status, request_id";
    private static final String ASKED = " from audit where (?::text is null or actor = ?)"
            + " and (?::text is null or action = ?) and (?::text is null or starts_with(subject, ?))"
            + " and (?::timestamptz is null or at >= ?) and (?::timestamptz is null or at < ?)";

    private final AgroalDataSource database;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    AuditLog(AgroalDataSource database) {
        this.database = database;
    }

    /** An entry that its writer waits for. */
    private static final class Pending {
        private final AuditEntry entry;
        private boolean isStored;
        private @Nullable DatabaseException failure;

        Pending(AuditEntry entry) {
            this.entry = entry;
        }

        void stored() {
            isStored = true;
            failure = null;
        }
    }

    /**
     * Returns once it is stored. Who comes while another writes is written together with all who came meanwhile, in one transaction.
     *
     * @param entry its id and time are the database's
     */
    public void append(AuditEntry entry) {
        Pending mine = new Pending(entry);
        pending.add(mine);
        writing.lock();
        try {
            if (!mine.isStored && mine.failure == null) {
                write();
            }
        } finally {
            writing.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void write() {
        List<Pending> together = new ArrayList<>();
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            together.add(next);
        }
        store(together);
        boolean isOneToBlame = together.size() > 1
                && together.stream()
                        .anyMatch(one -> one.failure != null && !DatabaseException.isOutOfReach(one.failure));
        if (isOneToBlame) {
            together.forEach(one -> store(List.of(one)));
        }
    }

    private void store(List<Pending> together) {
        try {
            insert(together.stream().map(one -> one.entry).toList());
            together.forEach(Pending::stored);
        } catch (SQLException | RuntimeException e) {
            together.forEach(one -> one.failure = new DatabaseException("audit entry not written", e));
        }
    }

    private void insert(List<AuditEntry> entries) throws SQLException {
        String sql = "insert into audit (actor, action, subject, reason, status, request_id) select actor, action,"
                + " subject, reason, status, request_id from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[],"
                + " ?::text[]) with ordinality as told (actor, action, subject, reason, status, request_id, number) order"
                + " by number";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            column(insert, 1, entries, AuditEntry::actor);
            column(insert, 2, entries, AuditEntry::action);
            column(insert, 3, entries, AuditEntry::subject);
            column(insert, 4, entries, AuditEntry::reason);
            column(insert, 5, entries, entry -> Integer.toString(entry.status()));
            column(insert, 6, entries, AuditEntry::requestId);
            insert.executeUpdate();
        }
    }

    private static void column(
            PreparedStatement insert, int at, List<AuditEntry> entries, Function<AuditEntry, @Nullable String> of)
            throws SQLException {
        insert.setArray(
                at,
                insert.getConnection()
                        .createArrayOf("text", entries.stream().map(of).toArray()));
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
