package dev.gantry.inventory.hostaction.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one host; {@code problem} is what the call for it alone would have answered. */
public record HostResult(
        String host, Outcome outcome, @Nullable Map<String, Object> problem) {

    /** Whether the host took it. */
    public enum Outcome {
        ACCEPTED,
        REFUSED
    }
}
