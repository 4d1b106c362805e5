package dev.gantry.inventory.rollout.flow;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.host.Waiting;
import dev.gantry.inventory.rollout.model.RolloutHostStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads hosts as a rollout looks at them. */
@ApplicationScoped
class RolloutHostStatusReader {

    private static final String ZONE_LABEL = "availability-zone";

    private final HostQueries hosts;

    RolloutHostStatusReader(HostQueries hosts) {
        this.hosts = hosts;
    }

    List<InspectedHost> inspected(List<String> names) {
        return hosts.inspected(
                new HostListQuery.Selection(null, null, null, null, Map.of(), names), Math.max(1, names.size()));
    }

    /** By name; hosts that are not known any more are not in it. */
    Map<String, RolloutHostStatus> of(List<String> names) {
        Map<String, RolloutHostStatus> standings = new HashMap<>();
        inspected(names).forEach(found -> standings.put(found.host().name(), standing(found)));
        return standings;
    }

    private static RolloutHostStatus standing(InspectedHost found) {
        Host host = found.host();
        Inspection inspection = found.inspection();
        Plan plan = inspection == null ? null : inspection.plan();
        Waiting waiting = Waiting.of(host);
        return new RolloutHostStatus(
                host.state(),
                host.since(),
                host.flags().keySet(),
                waiting == null ? "" : waiting.reason(),
                host.work().run(),
                inspection == null || plan == null ? null : inspection.at(),
                plan != null && plan.changes().isEmpty() && plan.blockers().isEmpty(),
                parts(host));
    }

    private static List<String> parts(Host host) {
        List<String> parts = new ArrayList<>();
        host.spec().groups().forEach(group -> parts.add("group " + group));
        String zone = host.spec().labels().get(ZONE_LABEL);
        if (zone != null) {
            parts.add("zone " + zone);
        }
        return parts;
    }
}
