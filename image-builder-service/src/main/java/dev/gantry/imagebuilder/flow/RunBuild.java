package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.BuildProcess;
import dev.gantry.imagebuilder.dib.Janitor;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.DibLog;
import dev.gantry.imagebuilder.model.DibPhase;
import dev.gantry.imagebuilder.model.Redactor;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Setback;
import dev.gantry.kit.Job;
import dev.gantry.kit.Outcome;
import dev.gantry.kit.Worker;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs one build to its end: prepares its folder, runs disk-image-create, looks inside the image, publishes it, and always tidies up. */
@ApplicationScoped
class RunBuild implements Worker {

    static final String KIND = "image-build";
    static final List<String> KEPT = List.of("log.txt", "out", "provenance.json", "sbom.json");

    private static final int PUBLISH_TRIES = 8;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final BuildRecords records;
    private final PrepareBuild prepare;
    private final FinishBuild finish;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final Clock clock;

    RunBuild(
            BuildRecords records,
            PrepareBuild prepare,
            FinishBuild finish,
            DataFolder data,
            ImageBuilderSettings settings,
            Clock clock) {
        this.records = records;
        this.prepare = prepare;
        this.finish = finish;
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** A build whose service was killed is begun anew, unless its image was done: what else the killed one left is taken away first. */
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
            records.save(job, found.get().cancelled(clock.instant()));
            return new Outcome.Done();
        }
        Build build = records.save(job, found.get().running(clock.instant()));
        try {
            if (!isWhole || !goOn(job, build)) {
                build(job, build);
            }
            return new Outcome.Done();
        } catch (Setback e) {
            return failed(job, e.reason(), e.detail(), List.of(), e.retry());
        } catch (Refusal e) {
            return failed(job, e.name(), e.detail(), List.of(), Setback.Retry.IN_VAIN);
        } finally {
            tidy(folder, KEPT);
        }
    }

    /** Goes on with the image that is there; false when what goes in has changed since. */
    private boolean goOn(Job job, Build build) throws IOException, InterruptedException {
        PrepareBuild.Prepared prepared = prepare.prepare(build);
        if (!prepared.plan().inputs().digest().equals(build.inputsDigest())) {
            tidy(data.build(build.id()), List.of());
            return false;
        }
        Log.infof("image was done already, goes on buildId=%s", build.id());
        verifyAndPublish(job, prepared, List.of());
        return true;
    }

    private void build(Job job, Build build) throws IOException, InterruptedException {
        PrepareBuild.Prepared prepared = prepare.prepare(build);
        Path folder = prepared.plan().place().folder();
        Files.createDirectories(prepared.plan().place().temporary());
        BuildProcess process = BuildProcess.start(
                prepared.plan().recipe(),
                folder,
                new BuildProcess.Ears(folder.resolve("log.txt"), prepared.redactor(), p -> heard(job, p)));
        Instant deadline = clock.instant().plus(settings.builds().timeout());
        try {
            while (!process.hasEnded(LOOK_EVERY)) {
                if (records.isCancelAsked(job.key())) {
                    process.stop(settings.builds().cancelTimeout());
                    records.update(job, b -> b.cancelled(clock.instant()));
                    return;
                }
                if (clock.instant().isAfter(deadline)) {
                    process.stop(settings.builds().cancelTimeout());
                    failed(
                            job,
                            "build-late",
                            "not done within " + settings.builds().timeout(),
                            lines(process),
                            Setback.Retry.MAY_HELP);
                    return;
                }
            }
        } catch (InterruptedException e) {
            process.stop(Duration.ofSeconds(2));
            throw e;
        }
        ended(job, prepared, process);
    }

    private void ended(Job job, PrepareBuild.Prepared prepared, BuildProcess process)
            throws IOException, InterruptedException {
        DibLog log = process.log();
        if (process.exitCode() != 0 || !log.saysSuccess()) {
            String detail = "disk-image-create ended with exit code %d in %s: %s"
                    .formatted(
                            process.exitCode(),
                            log.progress().phase().word(),
                            log.firstError().orElse("see the last lines"));
            boolean isDiskFull =
                    log.firstError().filter(e -> e.contains("No space left")).isPresent();
            failed(job, isDiskFull ? "disk-full" : "dib-failed", detail, lines(process), Setback.Retry.MAY_HELP);
            return;
        }
        verifyAndPublish(job, prepared, lines(process));
    }

    private void verifyAndPublish(Job job, PrepareBuild.Prepared prepared, List<String> lines)
            throws IOException, InterruptedException {
        heard(job, new DibLog.Progress(DibPhase.VERIFY, DibPhase.VERIFY.startsAtPercent(), Optional.empty()));
        Build build = records.find(job.key()).orElseThrow();
        Build.Result result = finish.look(build, prepared);
        Optional<Setback> objection = objection(build, result);
        if (objection.isPresent()) {
            Setback no = objection.get();
            failed(job, no.reason(), no.detail(), lines, no.retry());
            return;
        }
        heard(job, new DibLog.Progress(DibPhase.PUBLISH, DibPhase.PUBLISH.startsAtPercent(), Optional.empty()));
        Build.Result published = publish(build, prepared, result);
        records.succeeded(job, published);
        Log.infof(
                "image built image=%s buildId=%s sha256=%s",
                build.image().name(), build.id(), published.sha256().brief());
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

    /** A store that is out of reach for a while must not cost the build that is done. */
    private Build.Result publish(Build build, PrepareBuild.Prepared prepared, Build.Result result)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return finish.publish(build, prepared, result);
            } catch (Setback e) {
                if (!e.mayHelp() || attempt == PUBLISH_TRIES) {
                    throw e;
                }
                Log.warnf(
                        "image not published, tried again buildId=%s reason=%s %s", build.id(), e.reason(), e.detail());
                new CountDownLatch(1).await(Waits.after(attempt).toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void heard(Job job, DibLog.Progress progress) {
        records.update(
                job,
                b -> b.at(new Build.Progress(
                        progress.phase().word(),
                        progress.percent(),
                        progress.script().orElse(null))));
    }

    private Outcome failed(Job job, String reason, String detail, List<String> lines, Setback.Retry retry) {
        records.failed(job, reason, detail, lines, retry);
        return new Outcome.GaveUp(reason);
    }

    private static List<String> lines(BuildProcess process) {
        return process.log().lastLines();
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
