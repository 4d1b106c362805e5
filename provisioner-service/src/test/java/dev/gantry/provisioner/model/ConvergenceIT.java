package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.provisioner.model.desired.Adoption;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Look, plan and apply against simulated hosts until nothing is left to do. */
class ConvergenceIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"DEBIAN_12,INTEL,dash", "ROCKY_9,INTEL,bash", "UBUNTU_22_04,AMD,dash"})
    void guidesMixedHostComesUpAndStaysOverAReboot(Os os, CpuVendor cpu, String shell) throws Exception {
        try (HostForTests host = new HostForTests(folder, GuideHosts.computegpu000(os, cpu), shell)) {
            // given
            DesiredState wanted = DesiredState.vgpu(GuideHosts.mixed(), GuideHosts.DRIVER);

            // when
            HostFacts facts = host.converge(wanted);

            // then
            assertThat(facts.devices()).hasSize(6);
            assertThat(facts.devices().stream().map(d -> d.address() + " " + d.type() + " " + d.uuid()))
                    .contains("0000:17:00.7 nvidia-699 "
                            + dev.gantry.gpu.pci.MdevUuid.of(dev.gantry.gpu.pci.PciAddress.parse("0000:17:00.7")))
                    .contains("0000:65:00.4 nvidia-697 "
                            + dev.gantry.gpu.pci.MdevUuid.of(dev.gantry.gpu.pci.PciAddress.parse("0000:65:00.4")));
            assertThat(host.host().rebootCount()).as(host.applied().toString()).isEqualTo(1);
            // and nothing is left to do after a reboot that nobody asked for
            host.boot();
            HostPlan again = host.plan(wanted);
            assertThat(again.isSatisfied()).as(again.text() + host.applied()).isTrue();
            assertThat(Adoption.layoutOf(host.inspect())).isEqualTo(GuideHosts.mixed());
        }
    }

    /** Where there are no mediated devices: the functions' types, and one unit of ours that gives them again at each boot. */
    @Test
    void guidesMixedHostComesUpWithTheVendorsFrameworkAndIsRetyped() throws Exception {
        HostDescription description = GuideHosts.computegpu000(Os.UBUNTU_24_04, CpuVendor.INTEL);
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // given
            DesiredState wanted = DesiredState.vgpu(GuideHosts.mixed(), GuideHosts.DRIVER);
            CardLayout mig = GuideHosts.mixed().cards().getFirst();
            VgpuLayout after = new VgpuLayout(List.of(mig, GuideHosts.timeSliced("0000:65:00.0", "A100D-80C")));

            // when
            HostFacts facts = host.converge(wanted);
            int reboots = host.host().rebootCount();
            host.boot();
            HostPlan again = host.plan(wanted);
            HostFacts retyped = host.converge(DesiredState.vgpu(after, GuideHosts.DRIVER));
            host.boot();
            HostPlan last = host.plan(DesiredState.vgpu(after, GuideHosts.DRIVER));

            // then
            assertThat(facts.devices()).hasSize(6).allMatch(d -> d.kind() == Framework.VENDOR_VFIO && d.uuid() == null);
            assertThat(reboots).as(host.applied().toString()).isEqualTo(1);
            assertThat(again.isSatisfied()).as(again.text()).isTrue();
            assertThat(retyped.devices().stream().map(d -> d.address() + " " + d.type()))
                    .containsExactly(
                            "0000:17:00.4 nvidia-700",
                            "0000:17:00.5 nvidia-700",
                            "0000:17:00.6 nvidia-700",
                            "0000:17:00.7 nvidia-699",
                            "0000:65:00.4 nvidia-698");
            assertThat(last.isSatisfied()).as(last.text()).isTrue();
            assertThat(host.must("cat $R/etc/systemd/system/nvidia-vgpu-types.service"))
                    .contains("type 0000:65:00.4 698")
                    .doesNotContain("697");
        }
    }

    @Test
    void guidesRetypeTouchesOnlyTheSecondCard() throws Exception {
        HostDescription description = GuideHosts.computegpu007(Os.ROCKY_9, CpuVendor.INTEL);
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // given
            host.converge(DesiredState.vgpu(GuideHosts.before(), GuideHosts.DRIVER));
            int reboots = host.host().rebootCount();
            host.applied().clear();

            // when
            HostFacts facts = host.converge(DesiredState.vgpu(GuideHosts.after(), GuideHosts.DRIVER));

            // then
            assertThat(facts.devices().stream().map(d -> d.uuid() + " " + d.address() + " " + d.type()))
                    .containsExactly(
                            "5c630867-a673-5d75-aa31-a499e6c7cb19 0000:21:00.4 nvidia-697",
                            "eaa6e018-308e-58e2-b351-aadbcf01f5a8 0000:21:00.5 nvidia-697",
                            "72291b01-689b-5b7a-9171-6b3480deabf4 0000:81:00.4 nvidia-698");
            assertThat(host.host().rebootCount()).isEqualTo(reboots);
            assertThat(host.applied()).hasSize(3).noneMatch(a -> a.contains("5c630867"));
            assertThat(host.must("mdevctl list"))
                    .contains("72291b01-689b-5b7a-9171-6b3480deabf4 0000:81:00.4 nvidia-698 manual (defined)")
                    .doesNotContain("0a47ffd1");
            assertThat(host.must("ls $R/etc/systemd/system $R/etc/systemd/system/multi-user.target.wants"))
                    .contains("nvidia-mdev@72291b01-689b-5b7a-9171-6b3480deabf4.service")
                    .doesNotContain("0a47ffd1");
        }
    }
}
