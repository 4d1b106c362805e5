package dev.gantry.inventory.hostaction.model;

import dev.gantry.inventory.model.host.Cause;
import java.util.List;
import java.util.Map;

/**
 * One action for hosts that were chosen when it was asked for. {@code digests}: by host, the plan that is approved; {@code setLabels} and
 * {@code removeLabels} are for {@link HostAction#LABEL}.
 */
public record HostActionRequest(
        HostAction action,
        List<String> hosts,
        Map<String, String> digests,
        Map<String, String> setLabels,
        List<String> removeLabels,
        Cause cause) {

    public HostActionRequest {
        hosts = List.copyOf(hosts);
        digests = Map.copyOf(digests);
        setLabels = Map.copyOf(setLabels);
        removeLabels = List.copyOf(removeLabels);
    }
}
