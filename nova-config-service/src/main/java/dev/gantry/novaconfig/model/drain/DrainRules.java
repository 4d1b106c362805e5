package dev.gantry.novaconfig.model.drain;

import java.util.List;
import java.util.Set;

/** What can be done with a server so that it leaves its host, way by way. Nothing is ever deleted or forced. */
public final class DrainRules {

    private static final Set<String> LIVE = Set.of("ACTIVE", "PAUSED");
    private static final Set<String> COLD = Set.of("ACTIVE", "SHUTOFF");
    private static final Set<String> SHELVABLE = Set.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");

    private DrainRules() {}

    /** @param others compute hosts that are up, enabled and not the source */
    public static List<Possibility> of(DrainServer server, ComputeVersions source, List<ComputeVersions> others) {
        return List.of(live(server, source, others), cold(server, others), shelve(server));
    }

    private static Possibility live(DrainServer server, ComputeVersions source, List<ComputeVersions> others) {
        if (!LIVE.contains(server.status())) {
            return Possibility.no(DrainWay.LIVE_MIGRATE, "it is " + server.status() + ", not one of " + sorted(LIVE));
        }
        return others.isEmpty()
                ? Possibility.no(DrainWay.LIVE_MIGRATE, "no other compute host is up and enabled")
                : LiveMigrationRules.of(server.devices(), source, others);
    }

    private static Possibility cold(DrainServer server, List<ComputeVersions> others) {
        if (!COLD.contains(server.status())) {
            return Possibility.no(DrainWay.COLD_MIGRATE, "it is " + server.status() + ", not one of " + sorted(COLD));
        }
        return others.isEmpty()
                ? Possibility.no(DrainWay.COLD_MIGRATE, "no other compute host is up and enabled")
                : Possibility.yes(DrainWay.COLD_MIGRATE, "it is shut down for as long as the move takes");
    }

    private static Possibility shelve(DrainServer server) {
        return SHELVABLE.contains(server.status())
                ? Possibility.yes(DrainWay.SHELVE, "it is shut down until somebody unshelves it")
                : Possibility.no(DrainWay.SHELVE, "it is " + server.status() + ", not one of " + sorted(SHELVABLE));
    }

    private static List<String> sorted(Set<String> states) {
        return states.stream().sorted().toList();
    }
}
