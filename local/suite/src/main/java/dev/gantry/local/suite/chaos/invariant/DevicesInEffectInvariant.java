package dev.gantry.local.suite.chaos.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a host is said to offer is really there: its devices are compared with those that live on the simulated host. */
public final class DevicesInEffectInvariant implements Invariant {
    private static final Set<String> OFFERING = Set.of("PROVISIONED", "CONFIGURED", "ACTIVE");

    private final RecordingClient caller;
    private final SimulatedFleet fleet;

    public DevicesInEffectInvariant(RecordingClient caller, SimulatedFleet fleet) {
        this.caller = caller;
        this.fleet = fleet;
    }

    @Override
    public String text() {
        return "nothing is provisioned while something is not in effect";
    }

    @Override
    public List<InvariantBreach> look() {
        List<InvariantBreach> broken = new ArrayList<>();
        for (String host : fleet.names()) {
            Optional<JsonNode> before = read(host);
            if (before.isPresent() && isOffering(before.get())) {
                Map<String, String> real = fleet.outside(host).devices();
                Optional<JsonNode> after = read(host);
                // Whatever happens to a host raises its version: only between two equal ones was it left alone.
                if (after.isPresent()
                        && version(after.get()) == version(before.get())
                        && !told(after.get()).equals(real)) {
                    broken.add(breach(
                            host,
                            "it is %s with %s, but really has %s"
                                    .formatted(after.get().path("state").asText(), told(after.get()), real)));
                }
            }
        }
        return broken;
    }

    private Optional<JsonNode> read(String host) {
        return caller.read(Service.INVENTORY, "/v1/hosts/" + host).map(found -> found.json());
    }

    private static boolean isOffering(JsonNode host) {
        return OFFERING.contains(host.path("state").asText());
    }

    private static long version(JsonNode host) {
        return host.path("version").asLong();
    }

    private static Map<String, String> told(JsonNode host) {
        Map<String, String> devices = new TreeMap<>();
        host.path("devices")
                .forEach(device -> devices.put(
                        device.path("uuid").asText(), device.path("type").asText()));
        return devices;
    }
}
