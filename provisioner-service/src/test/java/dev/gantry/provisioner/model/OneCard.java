package dev.gantry.provisioner.model;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.desired.DesiredState;
import java.util.List;

/** A host with one L40S on the vendor's own framework, and a wish for its first function. */
public final class OneCard {
    public static final String CARD = "0000:17:00.0";

    public static final DesiredState.Driver DRIVER =
            new DesiredState.Driver("file:///x/NVIDIA-Linux-x86_64-580.65.05-vgpu-kvm.run", null);

    private OneCard() {}

    /** Types that its first two functions carry, by number; 0 for none. */
    public static InspectionOutputForTests vendorVfio(String first, String second) {
        return InspectionOutputForTests.ready()
                .card(CARD, "26b9", 32)
                .function(CARD, 0, "0000:17:00.4", "vendor-vfio", first)
                .function(CARD, 1, "0000:17:00.5", "vendor-vfio", second);
    }

    public static VgpuLayout layout(String type) {
        return new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, type)));
    }

    public static DesiredState wanted(String type) {
        return DesiredState.vgpu(layout(type), DRIVER);
    }
}
