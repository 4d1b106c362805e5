package dev.gantry.simulator.cloud;

import dev.gantry.simulator.MediatedDevice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A compute host whose devices and guests are in memory. */
final class MemoryHost implements ComputeHost {
    final Map<String, List<String>> guests = new TreeMap<>();
    private final List<MediatedDevice> devices;

    MemoryHost(MediatedDevice... devices) {
        this.devices = List.of(devices);
    }

    @Override
    public List<MediatedDevice> devices() {
        return devices;
    }

    @Override
    public boolean runs(String server) {
        return guests.containsKey(server);
    }

    @Override
    public void begin(String server, String name, List<String> used) {
        guests.put(server, used);
    }

    @Override
    public void end(String server) {
        guests.remove(server);
    }
}
