package dev.gantry.novaconfig.flow.drain;

import dev.gantry.novaconfig.model.drain.ComputeVersions;
import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainServer;
import dev.gantry.novaconfig.model.drain.GuestDevices;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.openstack.NovaServers;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Takes turns of a drain without the service around them. */
final class Turns {

    private static final int FREE = 10;

    private Turns() {}

    static Drain take(NovaServers nova, String host, Drain drain, Clock clock, Consumer<Drain> keeper) {
        var services = nova.services();
        List<ComputeVersions> others = services.values().stream()
                .filter(s -> s.enabled() && !s.host().equals(host))
                .map(s -> versions(s.host()))
                .toList();
        List<DrainServer> servers = nova.servers(host).stream()
                .map(s -> new DrainServer(
                        s.id(),
                        s.name(),
                        s.status(),
                        s.task(),
                        s.extraSpecs().isEmpty() ? GuestDevices.NONE : GuestDevices.PASSTHROUGH))
                .toList();
        var seen = new DrainPlanner.Seen(nova, services.get(host), others, servers, versions(host));
        return new DrainReconciler(seen, drain, FREE, clock, keeper).take();
    }

    private static ComputeVersions versions(String host) {
        return new ComputeVersions(host, NovaRelease.EPOXY, null, null, null);
    }
}
