package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.VgpuType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a fleet meets a demand.
 *
 * @param present what of the demand the cards carry already
 * @param changes in the order to make them: empty cards, free room of others, cards without guests, the rest by their guests
 * @param missing what finds no place
 * @param reasons why it finds none, and what would help
 * @param instead the most that the hosts can carry of each missing type with everything else as planned
 */
public record FleetPlan(
        VgpuDemand demand,
        Map<VgpuType, Integer> present,
        List<CardChange> changes,
        VgpuDemand missing,
        List<String> reasons,
        List<VgpuDemand> instead) {

    public FleetPlan {
        present = Collections.unmodifiableMap(new LinkedHashMap<>(present));
        changes = List.copyOf(changes);
        reasons = List.copyOf(reasons);
        instead = List.copyOf(instead);
    }

    public boolean fits() {
        return missing.isEmpty();
    }
}
