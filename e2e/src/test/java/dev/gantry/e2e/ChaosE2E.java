package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.local.suite.chaos.ChaosOptions;
import dev.gantry.local.suite.chaos.ChaosRun;
import dev.gantry.local.suite.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short run of {@code ./gantry chaos}: stalls of the broker and of each service longer than a lease, then whatever the seed brings. */
class ChaosE2E {
    private static final long SEED = 4711;

    @Test
    void everyPromiseIsKeptUnderLoadAndFaults() throws InterruptedException {
        // given
        ChaosOptions options = new ChaosOptions(SEED, Duration.ofSeconds(60), 3);
        String folder = Path.of("target", "chaos").toAbsolutePath().toString();
        // when
        boolean isKept = new ChaosRun(options, Screen.plain(System.out), folder).run();
        // then
        assertThat(isKept).as("the evidence is in %s", folder).isTrue();
    }
}
