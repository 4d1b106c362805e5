package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.build.Build;
import java.util.List;

/** How a build ended. It is told to nobody before what the build left on this machine is gone: who reads CANCELLED may count on it. */
sealed interface BuildOutcome {

    /** The image is looked into and published. */
    record Succeeded(Build.Result result) implements BuildOutcome {}

    /** {@code lastLines} are the end of the log, empty where the log has nothing to say to it. */
    record Failed(RemoteException why, List<String> lastLines) implements BuildOutcome {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }

    record Cancelled() implements BuildOutcome {}
}
