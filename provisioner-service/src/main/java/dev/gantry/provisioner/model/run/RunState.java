package dev.gantry.provisioner.model.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands. WAITING is a row with a reason and a deadline, e.g. for a reboot; no thread waits. */
public enum RunState {
    QUEUED,
    RUNNING,
    WAITING,
    SUCCEEDED,
    FAILED,
    ABORTED;

    public static final Set<RunState> OPEN = EnumSet.of(QUEUED, RUNNING, WAITING);

    public boolean isOpen() {
        return OPEN.contains(this);
    }
}
