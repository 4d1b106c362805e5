package dev.gantry.provisioner.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Every pair of state and trigger: where it leads, or that it is refused. */
    @Test
    void tableHasExactlyTheseTransitions() {
        // given
        Map<RunState, String> expected = new EnumMap<>(RunState.class);
        expected.put(RunState.QUEUED, "RUNNING RUNNING QUEUED - FAILED ABORTED");
        expected.put(RunState.RUNNING, "- RUNNING WAITING SUCCEEDED FAILED ABORTED");
        expected.put(RunState.WAITING, "- RUNNING WAITING - FAILED ABORTED");
        expected.put(RunState.SUCCEEDED, "- - - - - -");
        expected.put(RunState.FAILED, "- - - - - -");
        expected.put(RunState.ABORTED, "- - - - - -");

        for (RunState state : RunState.values()) {
            // when
            StringBuilder found = new StringBuilder();
            for (RunTrigger trigger : RunTrigger.values()) {
                found.append(RunTransitions.of(state, trigger).map(Enum::name).orElse("-"))
                        .append(' ');
            }

            // then
            assertThat(found.toString().strip()).as(state.name()).isEqualTo(expected.get(state));
        }
    }

    @Test
    void runThatEndedStaysAsItIs() {
        // given
        Run ended = run().admitted().ended(RunState.FAILED, Failure.lasting("blocked", "why"), NOW);

        // then
        assertThat(ended.result()).isEqualTo(Failure.lasting("blocked", "why"));
        assertThatThrownBy(() -> ended.waiting("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ended.ended(RunState.ABORTED, Failure.NONE, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void queuedRunThatHasToWaitIsNotAdmittedByThat() {
        assertThat(run().waiting("for its turn").state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void rebootIsCountedOnceTheHostIsBack() {
        // given
        Run waiting = run().admitted().awaiting(new PendingReboot("boot-1", NOW, null));

        // then
        assertThat(waiting.rebooted().progress().reboots()).isEqualTo(1);
        assertThat(waiting.rebooted().reboot()).isNull();
        assertThat(waiting.withoutReboot().progress().reboots()).isZero();
    }

    @Test
    void changeThatWasBrokenOffWasNotMadeInVain() {
        // given
        Run twice = run().admitted().brokenOff("sr-iov: on").brokenOff("sr-iov: on");

        // then
        assertThat(twice.progress().timesBrokenOff("sr-iov: on")).isEqualTo(2);
        assertThat(twice.progress().timesInVain("sr-iov: on")).isZero();
        assertThat(twice.inVain("sr-iov: on").progress().timesBrokenOff("sr-iov: on"))
                .isEqualTo(2);
    }

    private static Run run() {
        return Run.queued(UUID.randomUUID(), new RunRequest("gpu1", 3, RunKind.PROVISION, List.of("g"), null), NOW);
    }
}
