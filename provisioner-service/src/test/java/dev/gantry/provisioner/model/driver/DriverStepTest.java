package dev.gantry.provisioner.model.driver;

import static dev.gantry.provisioner.model.OneCard.layout;
import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a driver is installed, and what stops it before anything is done. */
class DriverStepTest {
    @Test
    void driverWithoutAModuleOfItsOwnForVgpusIsEnoughWhereFunctionsOfferThem() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .without("module nvidia_vgpu_vfio")
                .without("installed-module nvidia_vgpu_vfio")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).extracting(Change::step).containsExactly("boot-units");
    }

    @Test
    void littleRoomStopsTheDriverAndUnknownRoomDoesNot() {
        // given
        InspectionOutputForTests bare =
                vendorVfio("0", "0").without("installed-module").without("module nvidia");

        // when
        HostPlan unknown =
                Planner.plan(wanted("nvidia-1155"), bare.without("free").facts());
        HostPlan little = Planner.plan(
                wanted("nvidia-1155"),
                bare.without("free").say("free /opt", "12").facts());

        // then
        assertThat(unknown.changes()).extracting(Change::step).contains("driver");
        assertThat(little.blockers()).singleElement().asString().contains("found 12 MiB");
    }

    @Test
    void kernelWithoutTheDriverGetsItAgainAndAPendingNewerKernelComesFirst() {
        // given
        InspectionOutputForTests lost =
                vendorVfio("0", "0").without("installed-module").without("module nvidia");

        // when
        HostPlan again = Planner.plan(wanted("nvidia-1155"), lost.facts());
        HostPlan newer = Planner.plan(
                wanted("nvidia-1155"),
                lost.say("kernel installed", "6.8.0-51-generic")
                        .without("kernel arguments")
                        .say("kernel arguments", "root=/dev/sda2")
                        .facts());

        // then
        assertThat(again.changes()).extracting(Change::step).containsExactly("driver", "driver", "reboot");
        assertThat(again.changes().getFirst()).isInstanceOf(Change.DeliverDriver.class);
        assertThat(newer.changes()).extracting(Change::step).doesNotContain("driver");
        assertThat(newer.text()).contains("after the restart, since a newer kernel is installed");
    }

    @Test
    void upgradeTakesVgpusAndNeedsThemUnused() {
        // given
        HostFacts facts = vendorVfio("1155", "0").facts();
        DesiredState.Driver newer =
                new DesiredState.Driver("http://p/NVIDIA-GRID-Linux-KVM-580.82.02-580.82.07-581.15.zip", "ab");

        // when
        HostPlan plan = Planner.plan(DesiredState.vgpu(layout("nvidia-1155"), newer), facts);
        HostPlan used = Planner.plan(
                DesiredState.vgpu(layout("nvidia-1155"), newer),
                vendorVfio("1155", "0").say("use 0000:17:00.4 running", "vm1").facts());

        // then
        assertThat(plan.text()).contains("install driver 580.82.02", "in place of 580.65.05");
        assertThat(plan.changes().get(1).destroys()).containsExactly("0000:17:00.4");
        assertThat(used.blockers()).isNotEmpty();
        assertThat(used.changes()).isEmpty();
    }

    @Test
    void secureBootStopsBeforeAUselessReboot() {
        // given
        HostFacts facts = vendorVfio("0", "0")
                .without("module nvidia")
                .without("secure-boot")
                .say("secure-boot", "enabled")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.blockers()).singleElement().asString().contains("secure boot");
    }

    /** What somebody masked or broke is neither a driver without its vGPU part nor started behind his back. */
    @ParameterizedTest
    @CsvSource({
        "nvidia-vgpu-mgr.service, masked inactive masked, systemctl unmask nvidia-vgpu-mgr.service",
        "nvidia-vgpud.service, masked inactive masked-runtime, systemctl unmask nvidia-vgpud.service",
        "nvidia-vgpu-mgr.service, bad-setting inactive enabled, systemctl status nvidia-vgpu-mgr.service",
        "nvidia-vgpu-mgr.service, error inactive, systemctl status nvidia-vgpu-mgr.service",
    })
    void serviceThatSystemdDoesNotStartIsNamed(String unit, String state, String next) {
        // given: before functions are switched on, and without a module of its own for vGPUs
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card("0000:17:00.0", "26b9", 32)
                .without("module nvidia_vgpu_vfio")
                .without("installed-module nvidia_vgpu_vfio")
                .say("unit " + unit, state);

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).singleElement().asString().contains(unit, next);
    }

    @ParameterizedTest
    @CsvSource({
        "loaded inactive enabled, start nvidia-vgpu-mgr.service",
        "loaded failed enabled, start nvidia-vgpu-mgr.service",
        "loaded inactive static, start nvidia-vgpu-mgr.service",
        "loaded active enabled, -",
        "not-found inactive, -",
    })
    void managerThatIsDownIsStarted(String state, String change) {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .say("unit nvidia-vgpu-mgr.service", state)
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes().getFirst().summary().equals(change)).isEqualTo(!change.equals("-"));
    }
}
