package dev.gantry.novaconfig.model.placement;

import java.time.Instant;
import java.util.List;

/**
 * The newest comparison of a host with Placement.
 *
 * @param hypervisor as Nova calls the host, empty when it does not know it
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
        Instant checkedAt) {

    public PlacementCheck {
        differences = List.copyOf(differences);
        staleProviders = List.copyOf(staleProviders);
    }
}
