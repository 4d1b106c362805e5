package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.desired.Adoption;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.simulator.CpuVendor;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.Os;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts on which something is wrong. */
class FaultsIT {
    private static final String UUID_5 = "0a47ffd1-392e-5373-8428-707a4e0ce31a";

    @TempDir
    Path folder;

    @Test
    void sriovManageThatLiesIsNotBelieved() throws Exception {
        HostDescription description =
                GuideHosts.computegpu007(Os.DEBIAN_12, CpuVendor.INTEL).with(Fault.SRIOV_MANAGE_LIES, "2");
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // when
            HostFacts facts = host.converge(DesiredState.vgpu(GuideHosts.before(), GuideHosts.DRIVER));

            // then
            assertThat(facts.devices()).hasSize(4);
        }
    }

    @Test
    void deviceInUseIsNotDestroyedAndTheGuestIsNamed() throws Exception {
        try (HostForTests host =
                new HostForTests(folder, GuideHosts.computegpu007(Os.ROCKY_9, CpuVendor.INTEL), "bash")) {
            // given
            host.converge(DesiredState.vgpu(GuideHosts.before(), GuideHosts.DRIVER));
            DesiredState retype = DesiredState.vgpu(GuideHosts.after(), GuideHosts.DRIVER);
            HostPlan unaware = host.plan(retype);
            host.host().guestUses(UUID_5);

            // when
            HostPlan plan = host.plan(retype);
            HostForTests.Answer late = host.apply(unaware.changes().getFirst());
            HostPlan overridden = host.plan(retype.overriding("agreed"));

            // then
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.blockers().getFirst()).contains("instance-00000001", UUID_5);
            assertThat(late.code()).isNotZero();
            assertThat(late.err()).contains("instance-00000001", "nothing was changed");
            assertThat(host.inspect().devices()).hasSize(4);
            assertThat(overridden.blockers()).isEmpty();
            assertThat(overridden.changes())
                    .filteredOn(c -> c.destroys().contains(UUID_5))
                    .singleElement()
                    .satisfies(c -> assertThat(c.guests()).containsExactly("instance-00000001"));
        }
    }

    @Test
    void firmwareAndSecureBootAreNoticedBeforeAnythingIsDone() throws Exception {
        HostDescription plain = GuideHosts.computegpu007(Os.UBUNTU_22_04, CpuVendor.INTEL);
        DesiredState wanted = DesiredState.vgpu(GuideHosts.before(), GuideHosts.DRIVER);
        for (Fault fault : List.of(Fault.SECURE_BOOT_ON, Fault.FIRMWARE_SRIOV_OFF, Fault.FIRMWARE_VIRTUALIZATION_OFF)) {
            try (HostForTests host = new HostForTests(folder.resolve(fault.id()), plain.with(fault, "1"), "dash")) {
                // when
                HostPlan plan = host.plan(wanted);

                // then
                assertThat(plan.blockers()).as(fault.id()).isNotEmpty();
                assertThat(plan.changes()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 20, 41})
    void runsCutAnywhereStillEndWithEverythingInEffect(long seed) throws Exception {
        HostDescription description =
                GuideHosts.computegpu000(Os.DEBIAN_12, CpuVendor.INTEL).with(Fault.DRIVER_INSTALL_FAILS_ONCE, "1");
        try (HostForTests host = new HostForTests(folder, description, "dash")) {
            // given
            DesiredState wanted = DesiredState.vgpu(GuideHosts.mixed(), GuideHosts.DRIVER);

            // when
            host.stumble(wanted, new Random(seed), 12);
            HostFacts facts = host.converge(wanted);

            // then
            assertThat(Adoption.layoutOf(facts))
                    .as("seed " + seed + " " + host.applied())
                    .isEqualTo(GuideHosts.mixed());
            assertThat(host.must("systemctl list-unit-files 2>/dev/null || ls"
                            + " $R/etc/systemd/system/multi-user.target.wants"))
                    .contains("nvidia-mdev@");
        }
    }

    @Test
    void wrongTypeDefinedOverALiveOneIsSeenByTheKernelsWord() throws Exception {
        try (HostForTests host =
                new HostForTests(folder, GuideHosts.computegpu007(Os.DEBIAN_12, CpuVendor.AMD), "dash")) {
            // given
            DesiredState wanted = DesiredState.vgpu(GuideHosts.after(), GuideHosts.DRIVER);
            host.converge(DesiredState.vgpu(GuideHosts.before(), GuideHosts.DRIVER));
            // what the role's template task does: the definition of a live device is written over
            host.must("sed -i s/nvidia-697/nvidia-698/ $R/etc/mdevctl.d/0000:81:00.4/*");

            // when
            HostPlan plan = host.plan(wanted);
            HostFacts facts = host.converge(wanted);

            // then
            assertThat(plan.text()).contains("stop 72291b01-689b-5b7a-9171-6b3480deabf4");
            assertThat(facts.devices()).hasSize(3);
        }
    }
}
