package dev.gantry.provisioner.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunLimitsTest {

    @Test
    void holdsWhatIsMoreThanAllTogetherMay() {
        assertThat(new RunLimits(1, 0).holds(run("b", "x"), List.of(run("a", "y"))))
                .contains("for one of 1 hosts under way to end; at most 1 at a time");
        assertThat(new RunLimits(2, 0).holds(run("b", "x"), List.of(run("a", "x"))))
                .isEmpty();
    }

    @Test
    void holdsWhatIsMoreThanAGroupMayAndNamesTheOthers() {
        // given
        RunLimits limits = new RunLimits(50, 1);
        List<Run> busy = List.of(run("a", "x", "y"));

        // then
        assertThat(limits.holds(run("b", "w", "y"), busy))
                .contains("for one of a to be done; at most 1 of group y may be unavailable");
        assertThat(limits.holds(run("c", "w"), busy)).isEmpty();
    }

    private static Run run(String host, String... groups) {
        return Run.queued(
                UUID.randomUUID(),
                new RunRequest(host, 1, RunKind.PROVISION, List.of(groups), null),
                Instant.parse("2026-11-20T12:00:00Z"));
    }
}
