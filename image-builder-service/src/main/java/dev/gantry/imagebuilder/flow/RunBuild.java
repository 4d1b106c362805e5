package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.Janitor;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.DibLog;
import dev.gantry.imagebuilder.model.DibPhase;
import dev.gantry.imagebuilder.model.Redactor;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Setback;
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
class RunBuild implements Worker {

    static final String KIND = "image-build";
    private static final List<String> KEPT_WITHOUT_IMAGE = List.of("log.txt", "provenance.json", "sbom.json");
    private static final List<String> KEPT = List.of("log.txt", "out", "provenance.json", "sbom.json");

    private static final int PUBLISH_TRIES = 8;

    private final BuildRecords records;
    private final PrepareBuild prepare;
    private final RunDib dib;
    private final FinishBuild finish;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Clock clock;

    RunBuild(
            BuildRecords records,
            PrepareBuild prepare,
            RunDib dib,
            FinishBuild finish,
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
        tidy(folder, isWhole ? KEPT : List.of());
        if (records.isCancelAsked(job.key())) {
            return store(job, new BuildEnd.Cancelled());
        }
        Build build = records.save(job, found.get().running(clock.instant()));
        // an interrupted one has no end yet: whoever takes it up again goes on with what is whole
        BuildEnd end = null;
        try {
            end = run(job, build, isWhole);
        } finally {
            tidy(folder, end == null || end instanceof BuildEnd.Succeeded ? KEPT : KEPT_WITHOUT_IMAGE);
        }
        return store(job, end);
    }

    private BuildEnd run(Job job, Build build, boolean isWhole) throws InterruptedException {
        try {
            Optional<BuildEnd> end = isWhole ? goOn(job, build) : Optional.empty();
            return end.isPresent() ? end.get() : build(job, build);
        } catch (Setback e) {
            return new BuildEnd.Failed(e, List.of());
        } catch (Refusal e) {
            return new BuildEnd.Failed(Setback.lasting(e.name(), e.detail()), List.of());
        } catch (IOException e) {
            return new BuildEnd.Failed(Setback.of(e), List.of());
        } catch (UncheckedIOException e) {
            return new BuildEnd.Failed(Setback.of(Objects.requireNonNull(e.getCause())), List.of());
        }
    }

    private Outcome store(Job job, BuildEnd end) {
        return switch (end) {
            case BuildEnd.Succeeded(Build.Result result) -> {
                records.succeeded(job, result);
                yield new Outcome.Done();
            }
            case BuildEnd.Failed(Setback why, List<String> lines) -> {
                records.failed(job, why.reason(), why.detail(), lines, why.retry());
                yield new Outcome.Failed(why.reason());
            }
            case BuildEnd.Cancelled() -> {
                records.cancelled(job);
                yield new Outcome.Done();
            }
        };
    }

    /** Goes on with the image that is there; empty when what goes in has changed since. */
    private Optional<BuildEnd> goOn(Job job, Build build) throws IOException, InterruptedException {
        PrepareBuild.Prepared prepared = prepare.prepare(build);
        if (!prepared.plan().inputs().digest().equals(build.inputsDigest())) {
            tidy(data.build(build.id()), List.of());
            return Optional.empty();
        }
        Log.infof("image was done already, goes on buildId=%s", build.id());
        return Optional.of(verifyAndPublish(job, prepared, List.of()));
    }

    private BuildEnd build(Job job, Build build) throws IOException, InterruptedException {
        PrepareBuild.Prepared prepared = prepare.prepare(build);
        RunDib.Ran ran = dib.run(prepared, progress -> heard(job, progress), () -> records.isCancelAsked(job.key()));
        return ran.end().isPresent() ? ran.end().get() : verifyAndPublish(job, prepared, ran.lastLines());
    }

    private BuildEnd verifyAndPublish(Job job, PrepareBuild.Prepared prepared, List<String> lines)
            throws IOException, InterruptedException {
        heard(job, new DibLog.Progress(DibPhase.VERIFY, DibPhase.VERIFY.startsAtPercent(), Optional.empty()));
        Build build = records.find(job.key()).orElseThrow();
        Build.Result result = finish.look(build, prepared);
        Optional<Setback> objection = objection(build, result);
        if (objection.isPresent()) {
            return new BuildEnd.Failed(objection.get(), lines);
        }
        heard(job, new DibLog.Progress(DibPhase.PUBLISH, DibPhase.PUBLISH.startsAtPercent(), Optional.empty()));
        return publish(build, prepared, result);
    }

    /** Why the image must not be given out: something inside is not as wanted, or nobody could look. */
    private static Optional<Setback> objection(Build build, Build.Result result) {
        for (Build.Check check : result.checks()) {
            String found = "%s: %s".formatted(check.name(), check.found());
            if (check.verdict() == Build.Verdict.FAILED) {
                return Optional.of(Setback.lasting("image-not-as-wanted", found));
            }
            if (check.verdict() == Build.Verdict.NOT_CHECKED && build.image().mustBeVerified()) {
                return Optional.of(Setback.lasting(
                        "image-not-verified",
                        "%s. Build where images can be mounted, or set verification to optional to have it unverified"
                                .formatted(found)));
            }
        }
        return Optional.empty();
    }

    /** A store that is out of reach for a while must not cost the build that is done; one that is not wanted any more is not given out. */
    private BuildEnd publish(Build build, PrepareBuild.Prepared prepared, Build.Result result)
            throws IOException, InterruptedException {
        Duration wait = Duration.ZERO;
        for (int attempt = 1; !isCancelAskedWithin(build, wait); attempt++) {
            try {
                return new BuildEnd.Succeeded(finish.publish(build, prepared, result));
            } catch (Setback e) {
                if (!e.mayHelp() || attempt == PUBLISH_TRIES) {
                    throw e;
                }
                wait = Waits.after(attempt);
                Log.warnf(
                        "image not published, tried again buildId=%s reason=%s %s", build.id(), e.reason(), e.detail());
            }
        }
        return new BuildEnd.Cancelled();
    }

    private boolean isCancelAskedWithin(Build build, Duration wait) throws InterruptedException {
        Instant end = clock.instant().plus(wait);
        while (!records.isCancelAsked(build.id())) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            new CountDownLatch(1).await(RunDib.LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void heard(Job job, DibLog.Progress progress) {
        records.update(
                job,
                b -> b.at(new Build.Progress(
                        progress.phase().word(),
                        progress.percent(),
                        progress.script().orElse(null))));
    }

    private void tidy(Path folder, List<String> keep) throws IOException {
        Janitor.Found found = Janitor.clear(folder, settings.builds().cancelTimeout(), keep);
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
