package dev.gantry.simulator.cloud;

import dev.gantry.simulator.MediatedDevice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which servers hold which devices, and where a server can go. One that moves holds its devices at both ends. */
final class DeviceClaims {
    private final Collection<Server> servers;
    private final ComputeServices services;

    DeviceClaims(Collection<Server> servers, ComputeServices services) {
        this.servers = servers;
        this.services = services;
    }

    /** A host with free devices, one for each that the server's flavor asks for. */
    record Place(String host, List<String> devices) {}

    /** The first enabled host that fits, by name. @param only the host that was asked for; any for null */
    Optional<Place> place(Server server, @Nullable String from, @Nullable String only) {
        return services.open().stream()
                .filter(host -> !host.equals(from) && (only == null || only.equals(host)))
                .flatMap(host -> on(host, server.classes()).stream())
                .findFirst();
    }

    private Optional<Place> on(String host, List<String> classes) {
        Optional<ComputeHost> known = services.computeHost(host);
        if (known.isEmpty()) {
            return Optional.of(new Place(host, List.of()));
        }
        List<MediatedDevice> free = new ArrayList<>(known.get().devices());
        Set<String> held = held(host);
        free.removeIf(device -> held.contains(device.uuid()));
        List<String> taken = new ArrayList<>();
        for (String wanted : classes) {
            Optional<MediatedDevice> device = free.stream()
                    .filter(d -> ComputeHost.resourceClass(d).equals(wanted))
                    .findFirst();
            if (device.isEmpty()) {
                return Optional.empty();
            }
            free.remove(device.get());
            taken.add(device.get().uuid());
        }
        return Optional.of(new Place(host, taken));
    }

    private Set<String> held(String host) {
        Set<String> held = new HashSet<>();
        servers.forEach(server -> {
            held.addAll(heldBy(server, host));
            held.addAll(comingTo(server, host));
        });
        return held;
    }

    static List<String> heldBy(Server server, String host) {
        return server.host.equals(host) ? server.devices : List.of();
    }

    static List<String> comingTo(Server server, String host) {
        return Stream.ofNullable(server.move)
                .filter(move -> move.to().equals(host))
                .flatMap(move -> move.devices().stream())
                .toList();
    }
}
