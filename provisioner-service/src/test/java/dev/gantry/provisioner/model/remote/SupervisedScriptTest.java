package dev.gantry.provisioner.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts around a change, as a host's shell runs them. */
class SupervisedScriptTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private record Said(int exit, String out, String err) {}

    @AfterEach
    void leaveNothingRunning() throws Exception {
        said(SupervisedScript.stop(Long.MAX_VALUE));
    }

    @Test
    void aChangeAnswersWithWhatItPrintedAndItsStatus() throws Exception {
        // when
        Said answer = said(SupervisedScript.supervised("driver", 1, "echo one; echo two >&2; exit 3"));

        // then
        assertThat(answer).isEqualTo(new Said(3, "one\ntwo\n", ""));
    }

    @Test
    void aSecondChangeDoesNotBeginWhileOneRuns() throws Exception {
        // given
        Process first = begun("driver", 1);

        // when
        Said second = said(SupervisedScript.supervised("mdev", 2, "echo begun"));

        // then
        assertThat(second.exit()).isEqualTo(SupervisedScript.BUSY);
        assertThat(second.err()).startsWith("gantry: busy with driver for ");
        assertThat(second.out()).isEmpty();
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void aChangeOutlivesTheConnectionThatBeganIt() throws Exception {
        // given
        Process connection = begun("driver", 1);

        // when
        connection.destroyForcibly().waitFor();

        // then
        String title = "\033]0;a login's window title\007";
        assertThat(HostActivityReport.parse(
                                title + said(SupervisedScript.state()).out())
                        .running())
                .isEqualTo("driver");
        Files.writeString(root.resolve("go-on"), "");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(root.resolve("effect")).exists());
    }

    @Test
    void aWorkerThatWasOvertakenChangesNothingMore() throws Exception {
        // given
        said(SupervisedScript.supervised("mdev", 1_763_000_000_000_002L, "true"));

        // when
        Said late = said(SupervisedScript.supervised("mdev", 1_763_000_000_000_001L, "touch " + root + "/late"));

        // then
        assertThat(late.exit()).isEqualTo(SupervisedScript.STALE);
        assertThat(late.err()).contains("stale");
        assertThat(root.resolve("late")).doesNotExist();
        assertThat(said(SupervisedScript.supervised("mdev", 1_763_000_000_000_002L, "echo on"))
                        .out())
                .isEqualTo("on\n");
    }

    @Test
    void aChangeIsEndedByItsOwnWorkerOrALaterOneOnly() throws Exception {
        // given
        begun("driver", 5);

        // when
        Said early = said(SupervisedScript.stop(4));
        Said own = said(SupervisedScript.stop(5));

        // then
        assertThat(early).isEqualTo(new Said(SupervisedScript.STALE, "", ""));
        assertThat(own.exit()).isZero();
        assertThat(own.out()).startsWith("stopped driver after ");
        assertThat(HostActivityReport.parse(said(SupervisedScript.state()).out())
                        .isBusy())
                .isFalse();
        assertThat(root.resolve("effect")).doesNotExist();
    }

    /** A change that waits for {@code go-on} before it takes effect. */
    private Process begun(String step, long fence) throws Exception {
        String waiting = "touch " + root + "/begun; while [ ! -e " + root + "/go-on ]; do sleep 0.1; done; touch "
                + root + "/effect";
        Process process = shell(SupervisedScript.supervised(step, fence, waiting));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(root.resolve("begun")).exists());
        return process;
    }

    private Said said(String script) throws Exception {
        Process process = shell(script);
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Said(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Process shell(String script) throws IOException {
        Path file = Files.writeString(Files.createTempFile(root, "script", ".sh"), script);
        ProcessBuilder shell = new ProcessBuilder("sh", file.toString());
        shell.environment().put("GANTRY_ROOT", root.toString());
        return shell.start();
    }
}
