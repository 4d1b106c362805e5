package dev.gantry.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DeadlockRetryTest {

    @Test
    void whatWasGivenUpForAnothersSakeIsTriedAgain() {
        assertThat(DeadlockRetry.isConflict(caused(new SQLException("deadlock detected", "40P01"))))
                .isTrue();
        assertThat(DeadlockRetry.isConflict(caused(new SQLException("could not serialize", "40001"))))
                .isTrue();
        assertThat(DeadlockRetry.isConflict(caused(new OptimisticLockException("changed since it was read"))))
                .isTrue();
    }

    @Test
    void whatFailsAgainIsNot() {
        assertThat(DeadlockRetry.isConflict(caused(new SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(DeadlockRetry.isConflict(new IllegalStateException("no"))).isFalse();
    }

    private static Exception caused(Exception cause) {
        return new IllegalStateException("transaction ended", cause);
    }
}
