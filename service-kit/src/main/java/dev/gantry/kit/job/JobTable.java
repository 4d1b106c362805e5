package dev.gantry.kit.job;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The statements on table {@code job}. Time is the database's, so replicas need not agree on theirs. */
@ApplicationScoped
public class JobTable {

    private final AgroalDataSource database;

    JobTable(AgroalDataSource database) {
        this.database = database;
    }

    /** The kinds of which a job is due: one question instead of one for each kind of worker. */
    Set<String> dueKinds() throws SQLException {
        String sql = "select distinct kind from job where state = 'READY' and run_at <= now()"
                + " and (lease_until is null or lease_until < now())";
        Set<String> kinds = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                kinds.add(row.getString(1));
            }
        }
        return kinds;
    }

    /**
     * The next due job of a kind. One whose lease ran out is the same try once more: a process that was killed or stood still has not found
     * out whether it can be done. @param except the jobs that the owner still runs: its own lease may have run out while it stood still */
    public Optional<Job> claim(String kind, String owner, Duration lease, Collection<UUID> except) throws SQLException {
        String sql = "update job set attempt = case when lease_until is null then attempt + 1 else greatest(attempt, 1)"
                + " end, owner = ?, woken = false, fence = greatest(fence + 1, (extract(epoch from"
                + " clock_timestamp()) * 1000000)::bigint), lease_until = now() + ? * interval '1 millisecond'"
                + " where id = (select id from job where kind = ? and state = 'READY' and run_at <= now() and"
                + " (lease_until is null or lease_until < now()) and id <> all (?) order by run_at limit 1 for"
                + " update skip locked) returning id, kind, key, payload, attempt, fence, traceparent";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, owner);
            update.setLong(2, lease.toMillis());
            update.setString(3, kind);
            update.setArray(4, connection.createArrayOf("uuid", except.toArray()));
            try (ResultSet row = update.executeQuery()) {
                return row.next()
                        ? Optional.of(new Job(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getInt(5),
                                row.getLong(6),
                                row.getString(7)))
                        : Optional.empty();
            }
        }
    }

    /** The ids among {@code running} that are still this owner's; the others were taken over. */
    Set<UUID> renew(Collection<UUID> running, String owner, Duration lease) throws SQLException {
        String sql = "update job set lease_until = now() + ? * interval '1 millisecond'"
                + " where id = any (?) and owner = ? and state = 'READY' returning id";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, lease.toMillis());
            update.setArray(2, connection.createArrayOf("uuid", running.toArray()));
            update.setString(3, owner);
            Set<UUID> kept = new HashSet<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    kept.add(row.getObject(1, UUID.class));
                }
            }
            return kept;
        }
    }

    /** Ends the turn unless the lease went elsewhere; a job woken meanwhile is due at once. */
    void finish(Job job, Outcome outcome) throws SQLException {
        switch (outcome) {
            case Outcome.Done done -> end(job, "DONE", "");
            case Outcome.Failed failed -> end(job, "FAILED", failed.reason());
            case Outcome.Retry retry -> retry(job, retry.after(), retry.reason());
        }
    }

    private void end(Job job, String state, String reason) throws SQLException {
        String sql = "update job set state = case when woken then 'READY' else ? end, reason = ?, owner = null,"
                + " lease_until = null, run_at = now(), finished_at = case when woken then null else now() end, attempt ="
                + " case when woken then 0 else attempt end where id = ? and fence = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, state);
            update.setString(2, reason);
            update.setObject(3, job.id());
            update.setLong(4, job.fence());
            update.executeUpdate();
        }
    }

    /** Gives an unfinished turn to whoever claims the job next, at once and as the same try. */
    void handBack(Job job) throws SQLException {
        String sql =
                "update job set reason = 'handed back at shutdown', owner = null, lease_until = null, run_at = now(),"
                        + " attempt = greatest(attempt - 1, 0) where id = ? and fence = ? and state = 'READY'";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, job.id());
            update.setLong(2, job.fence());
            update.executeUpdate();
        }
    }

    void retry(Job job, Duration after, String reason) throws SQLException {
        String sql = "update job set reason = ?, owner = null, lease_until = null,"
                + " run_at = case when woken then now() else now() + ? * interval '1 millisecond' end"
                + " where id = ? and fence = ? and state = 'READY'";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, reason);
            update.setLong(2, after.toMillis());
            update.setObject(3, job.id());
            update.setLong(4, job.fence());
            update.executeUpdate();
        }
    }
}
