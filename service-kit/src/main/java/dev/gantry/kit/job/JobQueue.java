package dev.gantry.kit.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.db.DatabaseException;
import dev.gantry.kit.trace.Ids;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Where long work is asked for, in the transaction that wants it. */
@ApplicationScoped
public class JobQueue {

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
        String sql = "insert into job (id, kind, key, payload, run_at) values (?, ?, ?, ?, now())"
                + " on conflict (kind, key) where state = 'READY' do update set payload = excluded.payload,"
                + " run_at = least(job.run_at, excluded.run_at), woken = job.lease_until is not null";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Ids.next());
            insert.setString(2, kind);
            insert.setString(3, key);
            insert.setString(4, JSON.writeValueAsString(payload));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("job not stored", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("job payload cannot be written", e);
        }
    }
}
