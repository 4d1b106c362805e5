package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.HostDescription.Card;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sizes on one card, from a bare host through a boot to one size. */
class MixedSizesIT {
    private static final String CARD = "0000:17:00.0";
    private static final DesiredState.Driver DRIVER =
            new DesiredState.Driver("http://pulp/NVIDIA-GRID-Linux-KVM-580.65.05-580.65.06-580.88.zip", null);

    @TempDir
    Path folder;

    @Test
    void cardIsSwitchedKeptOverABootAndSwitchedBack() throws Exception {
        // given
        HostDescription description =
                new HostDescription("a10", Os.DEBIAN_12, CpuVendor.INTEL, List.of(new Card(CARD, "2236", 32)));
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // when
            HostFacts made = host.converge(wanted("A10-4Q", "A10-6Q"));
            host.boot();
            String after = host.plan(wanted("A10-4Q", "A10-6Q")).text();
            HostFacts same = host.converge(wanted("A10-4Q", "A10-4Q"));

            // then
            assertThat(made.devices()).extracting(FoundDevice::typeName).containsExactly("A10-4Q", "A10-6Q");
            assertThat(after).isEqualTo("nothing to do\n");
            assertThat(same.devices()).extracting(FoundDevice::typeName).containsExactly("A10-4Q", "A10-4Q");
        }
    }

    private static DesiredState wanted(String... types) {
        return DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, types))), DRIVER);
    }
}
