package dev.gantry.novaconfig.model.publish;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How far a revision has come, and the one table of its transitions. */
public enum RevisionState {
    /** Waits to be published, or for another try. */
    READY,
    /** Has errors and is never published. */
    HELD,
    /** Has reached its target. */
    PUBLISHED;

    private static final Map<RevisionState, Map<RevisionTrigger, RevisionState>> TRANSITIONS = Map.of(
            READY,
                    new EnumMap<>(Map.of(
                            RevisionTrigger.PUBLISH, PUBLISHED,
                            RevisionTrigger.FAIL, READY,
                            RevisionTrigger.RETRY, READY)),
            HELD, new EnumMap<>(RevisionTrigger.class),
            PUBLISHED,
                    new EnumMap<>(Map.of(
                            // a host's newer version is answered with the same files
                            RevisionTrigger.PUBLISH, PUBLISHED, RevisionTrigger.RETRY, READY)));

    /** Empty when the transition does not exist. */
    public Optional<RevisionState> after(RevisionTrigger trigger) {
        return Optional.ofNullable(TRANSITIONS.getOrDefault(this, Map.of()).get(trigger));
    }

    RevisionState on(RevisionTrigger trigger) {
        return after(trigger)
                .orElseThrow(() -> new IllegalStateException("a revision that is " + this + " has no " + trigger));
    }
}
