package dev.gantry.simulator.cloud;

import dev.gantry.simulator.HostGuests;
import dev.gantry.simulator.MediatedDevice;
import java.util.List;

/** nova-compute on a simulated host. */
record SimulatedComputeHost(HostGuests guests) implements ComputeHost {

    @Override
    public List<MediatedDevice> devices() {
        return guests.devices();
    }

    @Override
    public boolean runs(String server) {
        return guests.runs(server);
    }

    @Override
    public void begin(String server, String name, List<String> devices) {
        guests.begin(server, name, devices);
    }

    @Override
    public void end(String server) {
        guests.end(server);
    }
}
