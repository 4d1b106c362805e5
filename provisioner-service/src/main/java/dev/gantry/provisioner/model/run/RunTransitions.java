package dev.gantry.provisioner.model.run;

import static dev.gantry.provisioner.model.run.RunState.ABORTED;
import static dev.gantry.provisioner.model.run.RunState.FAILED;
import static dev.gantry.provisioner.model.run.RunState.QUEUED;
import static dev.gantry.provisioner.model.run.RunState.RUNNING;
import static dev.gantry.provisioner.model.run.RunState.SUCCEEDED;
import static dev.gantry.provisioner.model.run.RunState.WAITING;
import static dev.gantry.provisioner.model.run.RunTrigger.ABORT;
import static dev.gantry.provisioner.model.run.RunTrigger.ADMIT;
import static dev.gantry.provisioner.model.run.RunTrigger.FAIL;
import static dev.gantry.provisioner.model.run.RunTrigger.SUCCEED;
import static dev.gantry.provisioner.model.run.RunTrigger.WAIT;
import static dev.gantry.provisioner.model.run.RunTrigger.WORK;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All moves of a run, in one table. What is not in it cannot happen. */
public final class RunTransitions {
    private static final Map<RunState, Map<RunTrigger, RunState>> TABLE = new EnumMap<>(RunState.class);

    static {
        // A queued run that has to wait stays queued: it was not admitted yet, and must be before it begins.
        TABLE.put(QUEUED, Map.of(ADMIT, RUNNING, WORK, RUNNING, WAIT, QUEUED, FAIL, FAILED, ABORT, ABORTED));
        TABLE.put(RUNNING, Map.of(WORK, RUNNING, WAIT, WAITING, SUCCEED, SUCCEEDED, FAIL, FAILED, ABORT, ABORTED));
        TABLE.put(WAITING, Map.of(WORK, RUNNING, WAIT, WAITING, FAIL, FAILED, ABORT, ABORTED));
        TABLE.put(SUCCEEDED, Map.of());
        TABLE.put(FAILED, Map.of());
        TABLE.put(ABORTED, Map.of());
    }

    private RunTransitions() {}

    /** Where this trigger leads; empty when it is not possible in that state. */
    public static Optional<RunState> of(RunState from, RunTrigger trigger) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(trigger));
    }
}
