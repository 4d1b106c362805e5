package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.Setback;
import java.util.List;

/** How a build ended. It is told to nobody before what the build left on this machine is gone: who reads CANCELLED may count on it. */
sealed interface BuildEnd {

    /** The image is looked into and published. */
    record Succeeded(Build.Result result) implements BuildEnd {}

    /** {@code lastLines} are the end of the log, empty where the log has nothing to say to it. */
    record Failed(Setback why, List<String> lastLines) implements BuildEnd {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }

    record Cancelled() implements BuildEnd {}
}
