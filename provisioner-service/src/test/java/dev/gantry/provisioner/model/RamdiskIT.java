package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a system where each ramdisk takes most of a minute: one, planned, with one restart. */
class RamdiskIT {
    @TempDir
    Path folder;

    enum Use {
        VGPU,
        PASSTHROUGH
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void redHatMakesOneRamdiskAndOneRestart(Use path) throws Exception {
        // given
        DesiredState desired = path == Use.VGPU
                ? DesiredState.vgpu(GuideHosts.mixed(), GuideHosts.DRIVER)
                : DesiredState.passthrough(List.of("10de:20b5"));
        try (HostForTests host =
                new HostForTests(folder, GuideHosts.computegpu000(Os.ROCKY_9, CpuVendor.INTEL), "bash")) {
            HostPlan shown = host.plan(desired);

            // when
            host.converge(desired);

            // then
            assertThat(shown.all())
                    .filteredOn(c -> c.step().equals("initramfs"))
                    .hasSize(1);
            assertThat(shown.reboots()).isEqualTo(1);
            assertThat(host.applied())
                    .filteredOn(a -> a.startsWith("initramfs"))
                    .hasSize(1);
            assertThat(host.host().rebootCount()).isEqualTo(1);
        }
    }
}
