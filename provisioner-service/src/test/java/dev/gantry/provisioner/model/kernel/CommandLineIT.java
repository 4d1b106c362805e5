package dev.gantry.provisioner.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.GuideHosts;
import dev.gantry.provisioner.model.HostForTests;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.Os;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that systemd-boot starts, with grub's files beside it that nobody reads. */
class CommandLineIT {
    @TempDir
    Path folder;

    @Test
    void argumentsComeIntoEffectWithOneRestartAndGoAgain() throws Exception {
        try (HostForTests host =
                new HostForTests(folder, GuideHosts.computegpu000(Os.PROXMOX_8, CpuVendor.INTEL), "dash")) {
            // given
            Path file = host.host().root().resolve("etc/kernel/cmdline");
            Path grub = host.host().root().resolve("etc/default/grub");
            String before = Files.readString(file);
            String beforeGrub = Files.readString(grub);
            DesiredState wanted = DesiredState.passthrough(List.of("10de:20b5"));

            // when
            host.converge(wanted);

            // then
            assertThat(Files.readString(file))
                    .isEqualTo("root=ZFS=rpool/ROOT/pve-1 boot=zfs intel_iommu=on iommu=pt vfio-pci.ids=10de:20b5\n");
            assertThat(Files.readString(grub)).isEqualTo(beforeGrub);
            assertThat(Files.readString(host.host().root().resolve("proc/cmdline")))
                    .contains("vfio-pci.ids=10de:20b5");
            assertThat(host.host().rebootCount()).as(host.applied().toString()).isEqualTo(1);
            host.boot();
            HostPlan again = host.plan(wanted);
            assertThat(again.isSatisfied()).as(again.text()).isTrue();

            // and what was ours goes with the wish for it
            host.converge(DesiredState.nothing());
            assertThat(Files.readString(file)).isEqualTo(before);
            assertThat(host.host().root().resolve("etc/kernel"))
                    .isDirectoryContaining("glob:**/cmdline")
                    .isDirectoryNotContaining("glob:**/cmdline.*");
        }
    }
}
