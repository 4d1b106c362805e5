package dev.gantry.simulator.cloud;

import dev.gantry.simulator.MediatedDevice;
import java.util.List;
import java.util.Locale;

/** What nova-compute does on its host: tells its mediated devices, and starts and ends guests. */
public interface ComputeHost {

    /** By the addresses of their parents. */
    List<MediatedDevice> devices();

    boolean runs(String server);

    /** A guest that uses these devices. */
    void begin(String server, String name, List<String> devices);

    void end(String server);

    /** The class that Gantry offers a type under where nobody chose another: {@code CUSTOM_NVIDIA_697}. */
    static String resourceClass(MediatedDevice device) {
        return "CUSTOM_" + device.type().toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
