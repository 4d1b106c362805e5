package dev.gantry.imagebuilder.flow.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.kit.db.DatabaseException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BuildOutcomeTest {

    @Test
    void anyExceptionIsAReasonThatCanBeRead() {
        // when
        BuildOutcome.Failed failed =
                BuildOutcome.Failed.unexpected(new IllegalArgumentException("URI has an authority"));

        // then
        assertThat(failed.why().reason()).isEqualTo("unexpected");
        assertThat(failed.why().detail()).contains("URI has an authority");
        assertThat(failed.why().isRetryable()).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsNoEndOfABuild() {
        // given
        RuntimeException away = new DatabaseException("not stored", new SQLException("gone", "08006"));

        // when / then
        assertThatThrownBy(() -> BuildOutcome.Failed.unexpected(away)).isSameAs(away);
    }
}
