package dev.gantry.contracts.rollout;

import dev.gantry.contracts.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * How far a rollout is.
 *
 * @param state RUNNING, STOPPED or SUCCEEDED
 * @param direction FORWARD or BACK
 * @param stopped why no further host begins; null while they do
 */
public record RolloutChanged(
        String rollout,
        long version,
        String state,
        String direction,
        @Nullable String stopped,
        Hosts hosts) implements Event {

    /** How many hosts stand where. */
    public record Hosts(int waiting, int underWay, int soaking, int succeeded, int failed) {}

    @Override
    public String subject() {
        return rollout;
    }
}
