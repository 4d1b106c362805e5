package dev.gantry.kit.job;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells how jobs stand, for who shows them as operations. */
@ApplicationScoped
public class JobReports {

    private static final String COLUMNS =
            "select key, state, reason, created_at, finished_at, lease_until is not null from job where kind = ?";

    private final AgroalDataSource database;

    JobReports(AgroalDataSource database) {
        this.database = database;
    }

    /** The newest of a key. */
    public Optional<JobStatus> find(String kind, String key) {
        String sql = COLUMNS + " and key = ? order by created_at desc limit 1";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, kind);
            select.setString(2, key);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new DatabaseException("job not read", e);
        }
    }

    /** Made before a time, the newest first. */
    public List<JobStatus> newest(String kind, Instant before, int limit) {
        String sql = COLUMNS + " and created_at < ? order by created_at desc limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, kind);
            select.setObject(2, before.atOffset(ZoneOffset.UTC));
            select.setInt(3, limit);
            return read(select);
        } catch (SQLException e) {
            throw new DatabaseException("jobs not read", e);
        }
    }

    private static List<JobStatus> read(PreparedStatement select) throws SQLException {
        List<JobStatus> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime end = row.getObject(5, OffsetDateTime.class);
                found.add(new JobStatus(
                        row.getString(1),
                        state(row.getString(2), row.getString(3), row.getBoolean(6)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        end == null ? null : end.toInstant()));
            }
        }
        return found;
    }

    private static JobStatus.State state(String stored, @Nullable String reason, boolean isLeased) {
        return switch (stored) {
            case "DONE" -> JobStatus.State.DONE;
            case "FAILED" -> "cancelled".equals(reason) ? JobStatus.State.CANCELLED : JobStatus.State.FAILED;
            default -> isLeased ? JobStatus.State.RUNNING : JobStatus.State.WAITING;
        };
    }
}
