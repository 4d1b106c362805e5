package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A desired state that names less and less: what is named no more is planned, named and gone, also after a boot. */
class ShrinkIT {
    private static final PciAddress FIRST = PciAddress.parse("0000:17:00.0");
    private static final PciAddress SECOND = PciAddress.parse("0000:65:00.0");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Os.class,
            names = {"ROCKY_9", "UBUNTU_24_04"})
    void nothingOfWhatIsNamedNoMoreIsLeft(Os os) throws Exception {
        boolean mdev = os == Os.ROCKY_9;
        try (HostForTests host = new HostForTests(folder, GuideHosts.computegpu000(os, CpuVendor.INTEL), "dash")) {
            // given: the guide's host, one card in MIG devices with vGPUs, one time-sliced
            host.converge(vgpu(
                    GuideHosts.mixed().cards().getFirst(),
                    GuideHosts.mixed().cards().getLast()));

            // when: MIG devices alone on the first, no vGPU but functions on the second
            CardLayout bare =
                    CardLayout.bareMig(FIRST, Map.of(MigProfile.parse("2g.20gb"), 3, MigProfile.parse("1g.10gb"), 1));
            String plan = host.plan(vgpu(bare, CardLayout.discovery(SECOND))).text();
            HostFacts less = host.converge(vgpu(bare, CardLayout.discovery(SECOND)));

            // then
            assertThat(plan).contains(mdev ? "stop " : "free ");
            assertThat(less.devices()).isEmpty();
            assertThat(less.mig(FIRST).orElseThrow().instances()).hasSize(2);
            assertThat(units(host))
                    .contains("gantry-mig", "nvidia-sriov-" + SECOND)
                    .doesNotContain("nvidia-mdev@", "vgpu-types", "nvidia-sriov-" + FIRST);
            assertThat(definitions(host)).isEmpty();

            // when: the first card is not named at all
            String gone = host.plan(vgpu(CardLayout.discovery(SECOND))).text();
            HostFacts second = host.converge(vgpu(CardLayout.discovery(SECOND)));

            // then
            assertThat(gone).contains("MIG off on " + FIRST);
            assertThat(second.mig(FIRST).orElseThrow().instances()).isEmpty();
            assertThat(units(host)).doesNotContain("gantry-mig", "nvidia-sriov-" + FIRST);
            host.boot();
            HostPlan after = host.plan(vgpu(CardLayout.discovery(SECOND)));
            assertThat(after.text()).isEqualTo("nothing to do\n");

            // when: vGPUs again on both, then the second alone in one run
            host.converge(vgpu(
                    GuideHosts.mixed().cards().getFirst(),
                    GuideHosts.mixed().cards().getLast()));
            HostFacts one = host.converge(vgpu(GuideHosts.mixed().cards().getLast()));

            // then
            assertThat(one.devices()).extracting(FoundDevice::card).containsOnly(SECOND);
            assertThat(one.mig(FIRST).orElseThrow().instances()).isEmpty();
            assertThat(definitions(host)).doesNotContain("0000:17");
            host.boot();
            assertThat(host.plan(vgpu(GuideHosts.mixed().cards().getLast())).text())
                    .isEqualTo("nothing to do\n");
        }
    }

    private static String units(HostForTests host) throws Exception {
        return host.must("ls $R/etc/systemd/system $R/etc/systemd/system/multi-user.target.wants");
    }

    private static String definitions(HostForTests host) throws Exception {
        return host.must("cd $R/etc && find mdevctl.d -type f");
    }

    private static DesiredState vgpu(CardLayout... cards) {
        return DesiredState.vgpu(new VgpuLayout(List.of(cards)), GuideHosts.DRIVER);
    }
}
