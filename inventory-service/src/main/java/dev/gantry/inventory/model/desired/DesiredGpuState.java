package dev.gantry.inventory.model.desired;

import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.PassthroughLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The desired state of a host's GPUs. {@code options} are role variables that somebody set, by name. */
public record DesiredGpuState(
        VgpuLayout vgpu,
        PassthroughLayout passthrough,
        @Nullable String driverUrl,
        @Nullable String driverSha256,
        SortedMap<String, String> options) {

    public DesiredGpuState {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    public DesiredGpus gpus() {
        return new DesiredGpus(vgpu, passthrough);
    }

    /** Everything of ours shall be removed. */
    public boolean wantsNothing() {
        return vgpu.isEmpty() && passthrough.isEmpty();
    }
}
