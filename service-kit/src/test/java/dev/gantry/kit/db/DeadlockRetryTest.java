package dev.gantry.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
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
    void whatIsFoundOnlyWhileCommittingIsTriedAgainToo() {
        // given
        Exception commit = new IllegalStateException("could not commit");
        commit.addSuppressed(caused(new SQLException("deadlock detected", "40P01")));
        // when, then
        assertThat(DeadlockRetry.isConflict(caused(commit))).isTrue();
    }

    @Test
    void aWholeTransactionIsRepeatedAFewTimes() throws Exception {
        // given
        AtomicInteger tries = new AtomicInteger();
        // when
        String done = DeadlockRetry.repeated("test", () -> {
            if (tries.incrementAndGet() < 3) {
                throw caused(new SQLException("deadlock detected", "40P01"));
            }
            return "done";
        });
        // then
        assertThat(done).isEqualTo("done");
        assertThat(tries).hasValue(3);
        assertThatThrownBy(() -> DeadlockRetry.repeated("test", () -> {
                    tries.incrementAndGet();
                    throw caused(new SQLException("deadlock detected", "40P01"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(tries).hasValue(7);
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
