package dev.gantry.novaconfig.flow.drain;

import dev.gantry.novaconfig.model.drain.DrainServer;
import dev.gantry.novaconfig.model.drain.Possibility;
import java.util.List;

/**
 * What a drain would do, before anything starts.
 *
 * @param service the compute service as Nova calls its host
 * @param destinations compute hosts that are up, enabled and not this one
 */
public record DrainPlan(
        String host, String service, boolean enabled, List<String> destinations, List<PlannedServer> servers) {

    public DrainPlan {
        destinations = List.copyOf(destinations);
        servers = List.copyOf(servers);
    }

    /** One server, each way with whether it is possible and why, and the one that the policy takes. */
    public record PlannedServer(DrainServer server, List<Possibility> possibilities, Possibility chosen) {}
}
