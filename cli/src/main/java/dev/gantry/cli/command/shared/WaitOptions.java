package dev.gantry.cli.command.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For verbs that start work. */
public final class WaitOptions {
    @Option(names = "--dry-run", description = "Only tell what would be done.")
    public boolean isDryRun;

    @Option(
            names = "--wait",
            description = "Wait until it is done, with progress on standard error; exit 1 when it fails.")
    public boolean isWaiting;

    @Option(names = "--until", paramLabel = "STATE", description = "With --wait: the state to wait for.")
    @Nullable
    public String until;

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "120",
            description = "With --wait: give up after so long; the work itself goes on (default: ${DEFAULT-VALUE}).")
    public int minutes = 120;

    public Duration timeout() {
        return Duration.ofMinutes(minutes);
    }

    public ChangeOptions change() {
        ChangeOptions options = new ChangeOptions();
        options.isDryRun = isDryRun;
        return options;
    }
}
