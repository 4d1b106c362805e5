package dev.gantry.provisioner.model.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a host's devices right now.
 *
 * @param devices who uses which device
 * @param runningDomains domains that run, whether or not they use a GPU
 * @param gpuProcesses processes that hold a GPU themselves, no guests: {@code nv-hostengine (process 4711)}
 * @param unknown why it cannot be told who uses what; null when it was told, so that no user means nobody
 */
public record Usage(
        List<DeviceUse> devices,
        List<String> runningDomains,
        List<String> gpuProcesses,
        @Nullable String unknown) {
    public Usage {
        devices = List.copyOf(devices);
        runningDomains = List.copyOf(runningDomains);
        gpuProcesses = List.copyOf(gpuProcesses);
    }
}
