package dev.gantry.imagebuilder.pulp;

import java.time.Duration;
import java.util.Map;

/** How the store in Pulp behaves; {@code chunkBytes} is the size of a piece of an upload, {@code guards} names content guards by repository. */
public record PulpOptions(
        long chunkBytes, Duration taskDeadline, Map<String, String> labels, Map<String, String> guards) {

    public PulpOptions {
        labels = Map.copyOf(labels);
        guards = Map.copyOf(guards);
    }
}
