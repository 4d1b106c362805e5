package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.HostDescription.Card;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From each use of a card to each other, leaving nothing of the old one behind. */
class TransitionsIT {
    private static final PciAddress CARD = PciAddress.parse("0000:17:00.0");

    @TempDir
    Path folder;

    enum Use {
        NONE,
        TIME_SLICED,
        MIG,
        PASSTHROUGH
    }

    /** A walk over all ordered pairs. */
    @ParameterizedTest
    @EnumSource(
            value = Os.class,
            names = {"DEBIAN_12", "UBUNTU_24_04"})
    void everyOrderedChangeOfUseConverges(Os os) throws Exception {
        walk(
                os,
                "dash",
                Use.TIME_SLICED,
                Use.MIG,
                Use.TIME_SLICED,
                Use.PASSTHROUGH,
                Use.TIME_SLICED,
                Use.NONE,
                Use.MIG,
                Use.PASSTHROUGH,
                Use.MIG,
                Use.NONE,
                Use.PASSTHROUGH,
                Use.NONE);
    }

    @Test
    void ramdiskAndBootMenuOfRedHatFollowToo() throws Exception {
        walk(Os.ROCKY_9, "bash", Use.PASSTHROUGH, Use.MIG, Use.NONE, Use.TIME_SLICED, Use.PASSTHROUGH, Use.NONE);
    }

    /** Between the two frameworks, which only another system on the same host brings: each use under one to each under the other. */
    @Test
    void anUpgradeToAndFromTheVendorsOwnFrameworkLeavesNothingOfTheOther() throws Exception {
        Os os = Os.UBUNTU_22_04;
        for (Use use : List.of(Use.TIME_SLICED, Use.TIME_SLICED, Use.MIG, Use.MIG, Use.TIME_SLICED)) {
            // given
            try (HostForTests host = new HostForTests(folder, description(os), "dash")) {
                host.boot();
                // when
                HostFacts facts = host.converge(wanted(use));
                // then
                check(os, use, facts, host);
            }
            os = os == Os.UBUNTU_22_04 ? Os.UBUNTU_24_04 : Os.UBUNTU_22_04;
        }
    }

    private static HostDescription description(Os os) {
        return new HostDescription("computegpu000", os, CpuVendor.INTEL, List.of(Card.a100(CARD.toString())));
    }

    private void walk(Os os, String shell, Use... uses) throws Exception {
        // given
        try (HostForTests host = new HostForTests(folder, description(os), shell)) {
            for (Use use : uses) {
                // when
                host.applied().clear();
                HostFacts facts = host.converge(wanted(use));

                // then
                check(os, use, facts, host);
            }
        }
    }

    private static DesiredState wanted(Use use) {
        return switch (use) {
            case NONE -> DesiredState.nothing();
            case TIME_SLICED ->
                DesiredState.vgpu(
                        new VgpuLayout(List.of(GuideHosts.timeSliced(CARD.toString(), "nvidia-697", "nvidia-697"))),
                        GuideHosts.DRIVER);
            case MIG ->
                DesiredState.vgpu(
                        new VgpuLayout(List.of(CardLayout.withVgpus(
                                CARD,
                                List.of(VirtualFunction.of(0, "nvidia-700"), VirtualFunction.of(1, "nvidia-699")),
                                Map.of(MigProfile.parse("2g.20gb"), 1, MigProfile.parse("1g.10gb"), 1)))),
                        GuideHosts.DRIVER);
            case PASSTHROUGH -> DesiredState.passthrough(List.of("10de:20b5"));
        };
    }

    private static void check(Os os, Use use, HostFacts facts, HostForTests host) throws Exception {
        String kind = os == Os.UBUNTU_24_04 ? "VENDOR_VFIO " : "MDEV ";
        Stream<String> devices = facts.devices().stream().map(d -> d.kind() + " " + d.address() + " " + d.type());
        String left = host.must("tr ' ' '\\n"
                + "' <$R/proc/cmdline | grep vfio; ls $R/etc/systemd/system $R/etc/mdevctl.d/* $R/etc/modprobe.d"
                + " $R/etc/modules-load.d $R/etc/udev/rules.d $R/opt; cat $R/etc/default/grub");
        switch (use) {
            case NONE -> {
                assertThat(devices).isEmpty();
                assertThat(left)
                        .doesNotContain(
                                "10de",
                                "nvidia-sriov",
                                "nvidia-mdev",
                                "mig-manager",
                                "vfio",
                                "blacklist",
                                "iommu",
                                "Gantry",
                                "gantry");
            }
            case TIME_SLICED -> {
                assertThat(devices).containsExactly(kind + "0000:17:00.4 nvidia-697", kind + "0000:17:00.5 nvidia-697");
                checkFramework(os, left);
                assertThat(left).doesNotContain("vfio", "gantry-mig");
                assertThat(facts.mig(CARD).orElseThrow().current()).isEqualTo(FoundMig.Mode.DISABLED);
            }
            case MIG -> {
                assertThat(devices).containsExactly(kind + "0000:17:00.4 nvidia-700", kind + "0000:17:00.5 nvidia-699");
                checkFramework(os, left);
                assertThat(left).doesNotContain("vfio");
            }
            case PASSTHROUGH -> {
                assertThat(facts.devices().stream().map(FoundDevice::kind)).containsExactly(Framework.PASSTHROUGH);
                assertThat(left).contains("vfio-pci.ids=10de:20b5").doesNotContain("nvidia-mdev", "nvidia-sriov");
            }
        }
    }

    private static void checkFramework(Os os, String left) {
        if (os == Os.UBUNTU_24_04) {
            assertThat(left).contains("nvidia-vgpu-types").doesNotContain("nvidia-mdev", "dd6fb582");
        } else {
            assertThat(left).contains("nvidia-mdev").doesNotContain("nvidia-vgpu-types");
        }
    }
}
