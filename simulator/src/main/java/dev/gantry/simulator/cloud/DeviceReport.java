package dev.gantry.simulator.cloud;

import dev.gantry.simulator.MediatedDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What every nova-compute tells Placement: its host's devices as inventories, and who holds them as allocations. */
final class DeviceReport {
    private final SimulatedServers servers;
    private final SimulatedPlacement placement;

    DeviceReport(SimulatedServers servers, SimulatedPlacement placement) {
        this.servers = servers;
        this.placement = placement;
    }

    void renew() {
        servers.services().computeHosts().forEach((name, host) -> placement.report(name, providers(name, host)));
    }

    /** One for each parent of devices, as libvirt's driver names it: {@code computegpu000_pci_0000_17_00_4}. */
    private List<SimulatedPlacement.Provider> providers(String host, ComputeHost at) {
        Map<String, List<MediatedDevice>> byParent = new LinkedHashMap<>();
        at.devices().forEach(d -> byParent.computeIfAbsent(d.parent(), p -> new ArrayList<>())
                .add(d));
        String root = placement.rootOf(host);
        List<SimulatedPlacement.Provider> found = new ArrayList<>();
        byParent.forEach((parent, devices) -> {
            Map<String, Integer> totals = new TreeMap<>();
            devices.forEach(d -> totals.merge(ComputeHost.resourceClass(d), 1, Integer::sum));
            String name = host + "_pci_" + parent.replace(':', '_').replace('.', '_');
            SimulatedPlacement.Provider provider = new SimulatedPlacement.Provider(name, root, totals);
            servers.all().forEach(server -> allocate(provider, server, host, devices));
            found.add(provider);
        });
        return found;
    }

    /** A server that moves holds what it will have; what it still has is held by its migration. */
    private static void allocate(
            SimulatedPlacement.Provider provider, Server server, String host, List<MediatedDevice> devices) {
        String source = server.move == null ? server.id : migration(server);
        hold(provider, source, Set.copyOf(DeviceClaims.heldBy(server, host)), devices);
        hold(provider, server.id, Set.copyOf(DeviceClaims.comingTo(server, host)), devices);
    }

    private static void hold(
            SimulatedPlacement.Provider provider, String consumer, Set<String> held, List<MediatedDevice> devices) {
        Map<String, Integer> amounts = new TreeMap<>();
        devices.stream()
                .filter(d -> held.contains(d.uuid()))
                .forEach(d -> amounts.merge(ComputeHost.resourceClass(d), 1, Integer::sum));
        if (!amounts.isEmpty()) {
            provider.allocations.put(consumer, amounts);
        }
    }

    private static String migration(Server server) {
        return UUID.nameUUIDFromBytes(("migration " + server.id + server.migrations.size())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
