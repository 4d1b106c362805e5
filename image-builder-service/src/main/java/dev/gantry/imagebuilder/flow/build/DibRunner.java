package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.BuildProcess;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.build.DibLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run of disk-image-create, watched until it ends, is too late, or is no longer expected. */
@ApplicationScoped
class DibRunner {

    static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final ImageBuilderSettings settings;
    private final Clock clock;

    DibRunner(ImageBuilderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of it: no {@code end} means that there is an image to go on with. */
    record Result(Optional<BuildOutcome> end, List<String> lastLines) {}

    Result run(BuildPreparer.Prepared prepared, Consumer<DibLog.Progress> onProgress, BooleanSupplier isCancelRequested)
            throws IOException, InterruptedException {
        Path folder = prepared.plan().place().folder();
        Files.createDirectories(prepared.plan().place().temporary());
        BuildProcess process = BuildProcess.start(
                prepared.plan().recipe(),
                folder,
                new BuildProcess.LogListener(folder.resolve("log.txt"), prepared.redactor(), onProgress));
        try {
            Optional<BuildOutcome> early = watch(process, isCancelRequested);
            List<String> lines = process.log().lastLines();
            return new Result(early.isPresent() ? early : failure(process), lines);
        } catch (InterruptedException e) {
            process.stop(Duration.ofSeconds(2));
            throw e;
        }
    }

    /** Empty once it has ended by itself. */
    private Optional<BuildOutcome> watch(BuildProcess process, BooleanSupplier isCancelRequested)
            throws InterruptedException {
        Duration timeout = settings.builds().timeout();
        Instant deadline = clock.instant().plus(timeout);
        while (!process.hasEnded(POLL_INTERVAL)) {
            if (isCancelRequested.getAsBoolean()) {
                process.stop(settings.builds().cancelTimeout());
                return Optional.of(new BuildOutcome.Cancelled());
            }
            if (clock.instant().isAfter(deadline)) {
                process.stop(settings.builds().cancelTimeout());
                return Optional.of(new BuildOutcome.Failed(
                        RemoteException.retryable("build-late", "not done within " + timeout),
                        process.log().lastLines()));
            }
        }
        return Optional.empty();
    }

    /** An exit code of zero is not enough: diskimage-builder has to say that it is done. */
    private static Optional<BuildOutcome> failure(BuildProcess process) {
        DibLog log = process.log();
        if (process.exitCode() == 0 && log.saysSuccess()) {
            return Optional.empty();
        }
        Optional<String> error = log.firstError();
        String detail = "disk-image-create ended with exit code %d in %s: %s"
                .formatted(process.exitCode(), log.progress().phase().word(), error.orElse("see the last lines"));
        boolean isDiskFull = error.filter(RemoteException::saysDiskFull).isPresent();
        return Optional.of(new BuildOutcome.Failed(
                RemoteException.retryable(isDiskFull ? "disk-full" : "dib-failed", detail), log.lastLines()));
    }
}
