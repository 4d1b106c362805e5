package dev.gantry.contracts.desired;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The complete desired state of a host. {@code path} is {@code VGPU}, {@code PASSTHROUGH} or {@code NONE}; the provisioner chooses mdev or vendor VFIO from facts. {@code passthrough} lists whole cards by PCI address or by {@code vendor:product}. {@code options} are the role variables that change how it is done, e.g. {@code iommu_pt=true}, {@code vgpu_driver_dkms=false}, {@code vgpu_reboot_timeout=3600}. */
public record DesiredState(
        GpuPath path,
        List<DesiredCard> cards,
        List<String> passthrough,
        @Nullable DesiredDriver driver,
        Map<String, String> options) {

    public DesiredState {
        cards = List.copyOf(cards);
        passthrough = List.copyOf(passthrough);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
}
