package dev.gantry.provisioner.model.run;

import java.util.List;
import java.util.Optional;

/**
 * How many hosts are provisioned at the same time.
 *
 * @param inFlight over all
 * @param perGroup of one group; 0: as many as {@code inFlight} lets
 */
public record RunLimits(int inFlight, int perGroup) {

    /** What a run has to wait for while these are under way; empty when it may begin. */
    public Optional<String> holds(Run run, List<Run> busy) {
        if (busy.size() >= inFlight) {
            return Optional.of(
                    "for one of " + busy.size() + " hosts under way to end; at most " + inFlight + " at a time");
        }
        return perGroup <= 0
                ? Optional.empty()
                : run.request().groups().stream()
                        .flatMap(group -> full(group, busy).stream())
                        .findFirst();
    }

    private Optional<String> full(String group, List<Run> busy) {
        List<String> hosts = busy.stream()
                .filter(other -> other.request().groups().contains(group))
                .map(Run::host)
                .toList();
        return hosts.size() < perGroup
                ? Optional.empty()
                : Optional.of("for one of " + String.join(", ", hosts) + " to be done; at most " + perGroup
                        + " of group " + group + " may be unavailable");
    }
}
