package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.kit.db.DatabaseException;
import dev.gantry.kit.job.LeaseLostException;
import java.util.List;

/** How a build ended. It is told to nobody before what the build left on this machine is gone: who reads CANCELLED may count on it. */
sealed interface BuildOutcome {

    /** The image is looked into and published. */
    record Succeeded(Build.BuildResult result) implements BuildOutcome {}

    /** {@code lastLines} are the end of the log, empty where the log has nothing to say to it. */
    record Failed(RemoteException why, List<String> lastLines) implements BuildOutcome {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }

        /**
         * Whatever else goes wrong ends the build with a reason that can be read, instead of beginning it anew for ever; but not what is no
         * end of it: that its lease went to another worker, or that the database is out of reach.
         */
        static Failed unexpected(RuntimeException e) {
            if (e instanceof LeaseLostException || DatabaseException.isOutOfReach(e)) {
                throw e;
            }
            String detail = "%s; the log of this service has more".formatted(e.getMessage());
            return new Failed(RemoteException.retryable("unexpected", detail, e), List.of());
        }
    }

    record Cancelled() implements BuildOutcome {}
}
