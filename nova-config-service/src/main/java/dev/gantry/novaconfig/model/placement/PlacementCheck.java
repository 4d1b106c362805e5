package dev.gantry.novaconfig.model.placement;

import dev.gantry.contracts.nova.DeviceFigures;
import java.time.Instant;
import java.util.List;

/**
 * The newest comparison of a host with Placement.
 *
 * @param hypervisor as Nova calls the host, empty when it does not know it
 * @param figures of each device that Placement shows; empty when it told nothing
 * @param staleProviders those that the newest revision does not have
 */
public record PlacementCheck(
        String host,
        long version,
        boolean matches,
        String hypervisor,
        List<String> differences,
        List<StaleProvider> staleProviders,
        String evidence,
        List<DeviceFigures> figures,
        Instant checkedAt) {

    /** Whether it tells the same as another, whenever it was made. */
    public boolean saysTheSame(PlacementCheck other) {
        return version == other.version
                && matches == other.matches
                && differences.equals(other.differences)
                && figures.equals(other.figures);
    }

    public PlacementCheck {
        differences = List.copyOf(differences);
        staleProviders = List.copyOf(staleProviders);
        figures = List.copyOf(figures);
    }
}
