package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.BuildCleanup;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.RetryDelay;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.DibLog;
import dev.gantry.imagebuilder.model.build.DibPhase;
import dev.gantry.imagebuilder.model.build.Redactor;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs one build to its end: prepares its folder, runs disk-image-create, looks inside the image, publishes it, and always tidies up. */
@ApplicationScoped
class BuildWorker implements Worker {

    static final String KIND = "image-build";
    private static final List<String> KEPT_WITHOUT_IMAGE = List.of("log.txt", "provenance.json", "sbom.json");
    private static final List<String> KEPT = List.of("log.txt", "out", "provenance.json", "sbom.json");

    private static final int PUBLISH_TRIES = 8;

    private final BuildRecords records;
    private final BuildPreparer prepare;
    private final DibRunner dib;
    private final BuildFinisher finish;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Clock clock;

    BuildWorker(
            BuildRecords records,
            BuildPreparer prepare,
            DibRunner dib,
            BuildFinisher finish,
            DataFolder data,
            ImageBuilderSettings settings,
            Clock clock) {
        this.records = records;
        this.prepare = prepare;
        this.dib = dib;
        this.finish = finish;
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * A build whose service was killed is begun anew, unless its image was done: what else the killed one left is taken away first. The end
     * is stored when nothing of the build is left but what is kept.
     */
    @Override
    public Outcome work(Job job) throws Exception {
        Optional<Build> found = records.find(job.key());
        if (found.isEmpty() || found.get().state().isFinal()) {
            return new Outcome.Done();
        }
        Path folder = data.build(job.key());
        boolean isWhole = FinishedOutput.isWhole(found.get(), folder);
        cleanUp(folder, isWhole ? KEPT : List.of());
        if (records.isCancelRequested(job.key())) {
            return store(job, new BuildOutcome.Cancelled());
        }
        Build build = records.save(job, found.get().running(clock.instant()));
        // an interrupted one has no end yet: whoever takes it up again goes on with what is whole
        BuildOutcome end = null;
        try {
            end = run(job, build, isWhole);
        } finally {
            cleanUp(folder, end == null || end instanceof BuildOutcome.Succeeded ? KEPT : KEPT_WITHOUT_IMAGE);
        }
        return store(job, end);
    }

    private BuildOutcome run(Job job, Build build, boolean isWhole) throws InterruptedException {
        try {
            Optional<BuildOutcome> end = isWhole ? resume(job, build) : Optional.empty();
            return end.isPresent() ? end.get() : build(job, build);
        } catch (RemoteException e) {
            return new BuildOutcome.Failed(e, List.of());
        } catch (ProblemException e) {
            return new BuildOutcome.Failed(RemoteException.permanent(e.name(), e.detail()), List.of());
        } catch (IOException e) {
            return new BuildOutcome.Failed(RemoteException.of(e), List.of());
        } catch (UncheckedIOException e) {
            return new BuildOutcome.Failed(RemoteException.of(Objects.requireNonNull(e.getCause())), List.of());
        } catch (RuntimeException e) {
            Log.errorf(e, "image build broke off buildId=%s", build.id());
            return BuildOutcome.Failed.unexpected(e);
        }
    }

    private Outcome store(Job job, BuildOutcome end) {
        return switch (end) {
            case BuildOutcome.Succeeded(Build.BuildResult result) -> {
                records.succeeded(job, result);
                yield new Outcome.Done();
            }
            case BuildOutcome.Failed(RemoteException why, List<String> lines) -> {
                records.failed(job, why, lines);
                yield new Outcome.Failed(why.reason());
            }
            case BuildOutcome.Cancelled() -> {
                records.cancelled(job);
                yield new Outcome.Done();
            }
        };
    }

    /** Goes on with the image that is there; empty when what goes in has changed since. */
    private Optional<BuildOutcome> resume(Job job, Build build) throws IOException, InterruptedException {
        BuildPreparer.Prepared prepared = prepare.prepare(build);
        if (!prepared.plan().inputs().digest().equals(build.inputsDigest())) {
            cleanUp(data.build(build.id()), List.of());
            return Optional.empty();
        }
        Log.infof("image was done already, goes on buildId=%s", build.id());
        return Optional.of(verifyAndPublish(job, prepared, List.of()));
    }

    private BuildOutcome build(Job job, Build build) throws IOException, InterruptedException {
        BuildPreparer.Prepared prepared = prepare.prepare(build);
        DibRunner.Result result = dib.run(
                prepared, progress -> reportProgress(job, progress), () -> records.isCancelRequested(job.key()));
        return result.end().isPresent() ? result.end().get() : verifyAndPublish(job, prepared, result.lastLines());
    }

    private BuildOutcome verifyAndPublish(Job job, BuildPreparer.Prepared prepared, List<String> lines)
            throws IOException, InterruptedException {
        reportProgress(job, new DibLog.Progress(DibPhase.VERIFY, DibPhase.VERIFY.startsAtPercent(), Optional.empty()));
        Build build = records.find(job.key()).orElseThrow();
        Build.BuildResult result = finish.inspect(build, prepared);
        Optional<RemoteException> failedCheck = failedCheck(build, result);
        if (failedCheck.isPresent()) {
            return new BuildOutcome.Failed(failedCheck.get(), lines);
        }
        reportProgress(
                job, new DibLog.Progress(DibPhase.PUBLISH, DibPhase.PUBLISH.startsAtPercent(), Optional.empty()));
        return publish(build, prepared, result);
    }

    /** Why the image must not be given out: something inside is not as expected, or nobody could look. */
    private static Optional<RemoteException> failedCheck(Build build, Build.BuildResult result) {
        for (Build.Check check : result.checks()) {
            String found = "%s: %s".formatted(check.name(), check.found());
            if (check.verdict() == Build.Verdict.FAILED) {
                return Optional.of(RemoteException.permanent("image-not-as-expected", found));
            }
            if (check.verdict() == Build.Verdict.NOT_CHECKED && build.image().mustBeVerified()) {
                return Optional.of(RemoteException.permanent(
                        "image-not-verified",
                        "%s. Build where images can be mounted, or set verification to optional to have it unverified"
                                .formatted(found)));
            }
        }
        return Optional.empty();
    }

    /** A store that is out of reach for a while must not cost the build that is done; one whose cancellation was requested is not given out. */
    private BuildOutcome publish(Build build, BuildPreparer.Prepared prepared, Build.BuildResult result)
            throws IOException, InterruptedException {
        Duration wait = Duration.ZERO;
        for (int attempt = 1; !isCancelRequestedWithin(build, wait); attempt++) {
            try {
                return new BuildOutcome.Succeeded(finish.publish(build, prepared, result));
            } catch (RemoteException e) {
                if (!e.isRetryable() || attempt == PUBLISH_TRIES) {
                    throw e;
                }
                wait = RetryDelay.after(attempt);
                Log.warnf(
                        "image not published, tried again buildId=%s reason=%s %s", build.id(), e.reason(), e.detail());
            }
        }
        return new BuildOutcome.Cancelled();
    }

    private boolean isCancelRequestedWithin(Build build, Duration wait) throws InterruptedException {
        Instant end = clock.instant().plus(wait);
        while (!records.isCancelRequested(build.id())) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            new CountDownLatch(1).await(DibRunner.POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void reportProgress(Job job, DibLog.Progress progress) {
        records.update(
                job,
                b -> b.at(new Build.Progress(
                        progress.phase().word(),
                        progress.percent(),
                        progress.script().orElse(null))));
    }

    private void cleanUp(Path folder, List<String> keep) throws IOException {
        BuildCleanup.Found found = BuildCleanup.clear(folder, settings.builds().cancelTimeout(), keep);
        if (!found.mounts().isEmpty() || !found.loops().isEmpty()) {
            Log.warnf("build left mounts=%s loops=%s folder=%s", found.mounts(), found.loops(), folder);
        }
        if (!found.stuck().isEmpty()) {
            Log.errorf("build left mounts that cannot be taken away mounts=%s", found.stuck());
        }
    }

    /** What a build's log may not show. */
    static Redactor redactor(Optional<String> token) {
        return new Redactor(token.stream().toList());
    }
}
