package dev.gantry.imagebuilder.api.build;

import dev.gantry.imagebuilder.model.build.Build;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A build as it is shown. */
public record BuildView(
        String id,
        String image,
        String state,
        String phase,
        int percent,
        @Nullable String script,
        String inputsDigest,
        Build.@Nullable Failure failure,
        Build.@Nullable BuildResult result,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public static BuildView of(Build build) {
        return new BuildView(
                build.id(),
                build.image().name(),
                build.state().name(),
                build.progress().phase(),
                build.progress().percent(),
                build.progress().script(),
                build.inputsDigest().hex(),
                build.failure(),
                build.result(),
                build.times().requestedAt(),
                build.times().startedAt(),
                build.times().endedAt());
    }
}
