package dev.gantry.contracts.nova;

import dev.gantry.contracts.event.HostEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Placement was compared with what the configuration leads to expect. {@code matches} false: {@code differences} name what is missing, wrong or stale.
 * {@code figures}: what Placement told of each device; null when it told nothing.
 */
public record PlacementChecked(
        String host,
        long version,
        boolean matches,
        List<String> differences,
        String evidence,
        @Nullable List<DeviceFigures> figures)
        implements HostEvent {

    public PlacementChecked {
        differences = List.copyOf(differences);
        figures = figures == null ? null : List.copyOf(figures);
    }

    public PlacementChecked(String host, long version, boolean matches, List<String> differences, String evidence) {
        this(host, version, matches, differences, evidence, null);
    }
}
