package dev.gantry.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseExceptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "40001", "40P01"})
    void waitingMayHelp(String state) {
        assertThat(DatabaseException.isOutOfReach(new RuntimeException(new SQLException("x", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001"})
    void waitingCannotHelp(String state) {
        assertThat(DatabaseException.isOutOfReach(new RuntimeException(new SQLException("x", state))))
                .isFalse();
    }

    /** As Narayana tells of a server that died at the commit. */
    @Test
    void connectionThatEndedAtTheCommitIsFoundBesideTheCauses() {
        // given
        Exception rolledBack = new IllegalStateException("Could not commit transaction.");
        rolledBack.addSuppressed(new IllegalStateException("Error trying to commit", new SQLException("x", "57P02")));
        // then
        assertThat(DatabaseException.isOutOfReach(new RuntimeException(rolledBack)))
                .isTrue();
    }

    @Test
    void otherFailuresAreNotTheDatabase() {
        assertThat(DatabaseException.isOutOfReach(new IllegalStateException("x")))
                .isFalse();
    }
}
