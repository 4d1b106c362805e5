package dev.gantry.kit.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.db.DatabaseException;
import dev.gantry.kit.trace.Ids;
import dev.gantry.kit.trace.Trace;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Where long work is asked for, in the transaction that wants it. */
@ApplicationScoped
public class JobQueue {

    /** The word by which runners hear that a job was cancelled. */
    static final String CANCELLED = "job-cancelled";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AgroalDataSource database;

    JobQueue(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Asks for work now. One that already waits for this kind and key is woken instead; one that runs is run once more after. What time it
     * is the database says, or a replica whose clock is ahead would ask for work in the future.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void enqueue(String kind, String key, Object payload) {
        String sql = "insert into job (id, kind, key, payload, traceparent, run_at) values (?, ?, ?, ?, ?, now()) on"
                + " conflict (kind, key) where state = 'READY' do update set payload = excluded.payload, traceparent ="
                + " excluded.traceparent, run_at = least(job.run_at, excluded.run_at), woken = job.lease_until is not"
                + " null";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Ids.next());
            insert.setString(2, kind);
            insert.setString(3, key);
            insert.setString(4, JSON.writeValueAsString(payload));
            insert.setString(5, Trace.current());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("job not stored", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("job payload cannot be written", e);
        }
    }

    /**
     * Ends an open job from outside, in the transaction that makes it needless; a worker that has it is interrupted, with the call that it
     * is in. Nothing happens where none is open.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void cancel(String kind, String key) {
        String sql = "update job set state = 'FAILED', reason = 'cancelled', owner = null, lease_until = null, woken ="
                + " false, fence = fence + 1, finished_at = now() where kind = ? and key = ? and state = 'READY'";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql);
                PreparedStatement notify = connection.prepareStatement("select pg_notify('gantry', ?)")) {
            update.setString(1, kind);
            update.setString(2, key);
            if (update.executeUpdate() > 0) {
                notify.setString(1, CANCELLED);
                notify.execute();
            }
        } catch (SQLException e) {
            throw new DatabaseException("job not cancelled", e);
        }
    }

    /** What an open job waits for; empty when none is open or it waits for nothing. */
    public Optional<WaitingJob> waiting(String kind, String key) {
        String sql = "select reason, run_at, attempt, lease_until is not null from job"
                + " where kind = ? and key = ? and state = 'READY' and reason is not null";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, kind);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new WaitingJob(
                                row.getString(1), row.getTimestamp(2).toInstant(), row.getInt(3), row.getBoolean(4)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new DatabaseException("job not read", e);
        }
    }
}
