package dev.gantry.kit.job;

import dev.gantry.kit.db.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps a worker that lost its lease from writing: checked in the transaction that writes. */
@ApplicationScoped
public class LeaseGuard {

    private final AgroalDataSource database;

    LeaseGuard(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Nobody claims the job until the transaction ends. The lock is the weakest that a claim respects: who wakes or cancels the job, holding
     * what its worker is about to lock, does not wait for it, or the two would wait for each other. @throws LeaseLostException when the job went to another worker or ended */
    @Transactional(Transactional.TxType.MANDATORY)
    public void check(Job job) {
        String sql = "select 1 from job where id = ? and fence = ? and state = 'READY' for key share";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, job.id());
            select.setLong(2, job.fence());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new LeaseLostException(job);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException("fence not checked", e);
        }
    }
}
