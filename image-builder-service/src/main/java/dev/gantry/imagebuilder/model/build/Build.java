package dev.gantry.imagebuilder.model.build;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One build of an image, from asked for to its end. The definition is the one it was asked with. */
public record Build(
        String id,
        ImageDefinition image,
        Sha256 inputsDigest,
        BuildState state,
        Progress progress,
        @Nullable Failure failure,
        @Nullable BuildResult result,
        Times times) {

    /** How far it is; {@code script} is the hook that runs. */
    public record Progress(
            String phase, int percent, @Nullable String script) {}

    /** Why there is no image; {@code lastLines} are the end of the log, at most twenty. */
    public record Failure(String phase, String reason, String detail, List<String> lastLines, boolean retryable) {
        public Failure {
            lastLines = List.copyOf(lastLines);
        }
    }

    /** The image that came out. {@code checks} is what was looked at inside it. */
    public record BuildResult(
            String fileName,
            Sha256 sha256,
            long bytes,
            @Nullable String url,
            List<Check> checks,
            @Nullable String driverVersion,
            @Nullable String tokenFingerprint,
            @Nullable String glanceId) {
        public BuildResult {
            checks = List.copyOf(checks);
        }
    }

    /** One look inside the finished image. */
    public record Check(String name, Verdict verdict, String found) {}

    /** How a check ended. */
    public enum Verdict {
        PASSED,
        FAILED,
        NOT_CHECKED
    }

    /** When what happened. */
    public record Times(
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    public static Build queued(String id, ImageDefinition image, Sha256 inputsDigest, Instant at) {
        return new Build(
                id,
                image,
                inputsDigest,
                BuildState.QUEUED,
                new Progress(DibPhase.PREFLIGHT.word(), 0, null),
                null,
                null,
                new Times(at, null, null));
    }

    public Build running(Instant at) {
        return new Build(
                id,
                image,
                inputsDigest,
                BuildTransition.START.apply(state),
                new Progress(DibPhase.PREFLIGHT.word(), 0, null),
                null,
                null,
                new Times(times.requestedAt(), at, null));
    }

    public Build at(Progress now) {
        return new Build(id, image, inputsDigest, state, now, failure, result, times);
    }

    public Build succeeded(BuildResult with, Instant at) {
        return ended(BuildTransition.SUCCEED, new Progress(DibPhase.PUBLISH.word(), 100, null), null, with, at);
    }

    public Build failed(Failure because, Instant at) {
        return ended(BuildTransition.FAIL, new Progress(because.phase(), progress.percent(), null), because, null, at);
    }

    public Build cancelled(Instant at) {
        return ended(BuildTransition.CANCEL, progress, null, null, at);
    }

    private Build ended(
            BuildTransition how, Progress last, @Nullable Failure because, @Nullable BuildResult with, Instant at) {
        return new Build(
                id,
                image,
                inputsDigest,
                how.apply(state),
                last,
                because,
                with,
                new Times(times.requestedAt(), times.startedAt(), at));
    }
}
