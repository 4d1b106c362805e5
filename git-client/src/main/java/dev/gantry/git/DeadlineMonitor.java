package dev.gantry.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Breaks a fetch off that trickles: each byte comes in time, the whole does not. */
final class DeadlineMonitor extends EmptyProgressMonitor {

    private final long end;

    DeadlineMonitor(Duration within) {
        end = System.nanoTime() + within.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - end > 0;
    }
}
