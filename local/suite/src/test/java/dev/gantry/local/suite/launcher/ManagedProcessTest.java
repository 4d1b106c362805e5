package dev.gantry.local.suite.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void isStartedAgainWhenItDies() throws InterruptedException {
        // given
        ManagedProcess child = child("exec sleep 60");
        child.start();
        long first = child.pid();
        // when
        child.kill();
        // then
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("worker ended with code 137; starting it again");
        child.retire();
        assertThat(child.pid()).isNotEqualTo(first);
        child.askToStop();
        child.awaitStopped(LIMIT);
        assertThat(ProcessHandle.of(child.pid())).isEmpty();
    }

    @Test
    void isForcedToEndWhenItIgnoresTheRequest() {
        // given
        ManagedProcess child = child("trap '' TERM; echo deaf; while :; do sleep 1; done");
        child.start();
        // when
        child.askToStop();
        child.awaitStopped(Duration.ofMillis(500));
        // then
        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void thatEndsAgainAndAgainDoesNotKeepRunning() throws InterruptedException {
        // given
        ManagedProcess child = child("exit 3");
        // when
        child.start();
        // then
        for (int i = 0; i < 2; i++) {
            assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("worker ended with code 3; starting it again");
        }
        Awaitility.await().atMost(LIMIT).until(() -> !child.keepsRunning());
        child.retire();
    }

    @Test
    void keepsWhatItSaidInItsLog() throws InterruptedException {
        // given
        ManagedProcess child = child("echo one; echo two >&2; echo ${GANTRY_X:-unset}");
        // when
        child.retire();
        child.start();
        assertThat(child.endedWithin(LIMIT)).isTrue();
        // then
        assertThat(child.lastLines(2)).isEqualTo("two\nfrom the part");
    }

    @Test
    void ofAKilledLauncherIsEndedAtTheNextStart() {
        // given
        SuiteFolder home = new SuiteFolder(folder, folder.resolve("home"));
        ManagedProcess child = child("exec sleep 60");
        child.retire();
        child.start();
        // when
        List<String> ended = ProcessRegistry.end(home);
        // then
        assertThat(ended).containsExactly("worker");
        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(ProcessRegistry.end(home)).isEmpty();
    }

    private ManagedProcess child(String script) {
        ProcessCommand part =
                new ProcessCommand("worker", List.of("/bin/sh", "-c", script), Map.of("GANTRY_X", "from the part"));
        return new ManagedProcess(part, new SuiteFolder(folder, folder.resolve("home")), told::add);
    }

    @Test
    void onlySystemsOutsideAreTakenFromTheCallersSettings() {
        assertThat(ManagedProcess.isInherited("PATH")).isTrue();
        assertThat(ManagedProcess.isInherited("GANTRY_IMAGE_BUILDER_PULP_URL")).isTrue();
        assertThat(ManagedProcess.isInherited("GANTRY_IMAGE_BUILDER_GLANCE_CLOUDS_PATH"))
                .isTrue();
        assertThat(ManagedProcess.isInherited("GANTRY_DB_URL")).isFalse();
        assertThat(ManagedProcess.isInherited("GANTRY_IMAGE_BUILDER_URL")).isFalse();
        assertThat(ManagedProcess.isInherited("QUARKUS_HTTP_PORT")).isFalse();
    }
}
