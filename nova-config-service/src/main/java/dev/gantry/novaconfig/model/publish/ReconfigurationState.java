package dev.gantry.novaconfig.model.publish;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How far a reconfiguration has come, and the one table of its transitions. */
public enum ReconfigurationState {
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED;

    private static final Map<ReconfigurationState, Set<ReconfigurationState>> TRANSITIONS = Map.of(
            // without a control host it fails before it begins
            WAITING, EnumSet.of(RUNNING, FAILED),
            // a replica that died left it running: another one takes it up
            RUNNING, EnumSet.of(RUNNING, SUCCEEDED, FAILED),
            SUCCEEDED, EnumSet.noneOf(ReconfigurationState.class),
            FAILED, EnumSet.noneOf(ReconfigurationState.class));

    public boolean mayBecome(ReconfigurationState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    public boolean isEnd() {
        return TRANSITIONS.getOrDefault(this, Set.of()).isEmpty();
    }
}
