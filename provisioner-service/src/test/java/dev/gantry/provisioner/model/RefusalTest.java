package dev.gantry.provisioner.model;

import static dev.gantry.provisioner.model.OneCard.CARD;
import static dev.gantry.provisioner.model.OneCard.DRIVER;
import static dev.gantry.provisioner.model.OneCard.layout;
import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredOptions;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan refuses, since it could take something from somebody or since it cannot be told. */
class RefusalTest {
    @Test
    void nothingIsTakenWhileItIsNotKnownWhoUsesIt() {
        // given: two ways of not knowing
        HostFacts unlisted = vendorVfio("0", "1156").without("open-files").facts();
        HostFacts silent = vendorVfio("0", "1156")
                .say("domains-unknown", "docker exec nova_libvirt virsh list --all: container is not running")
                .facts();

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), unlisted).blockers())
                .singleElement()
                .asString()
                .contains("who uses the devices");
        assertThat(Planner.plan(wanted("nvidia-1155"), silent).blockers())
                .singleElement()
                .asString()
                .contains("container is not running");
    }

    @Test
    void functionsAreNotResetUnderARunningGuestNorUnderAProcessThatHoldsTheCard() {
        // given: index 1 has to come, while index 0 is in use
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card(CARD, "26b9", 32)
                .function(CARD, 0, "0000:17:00.4", "vendor-vfio", "1155");
        VgpuLayout two = new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, "nvidia-1155", "nvidia-1155")));

        // when
        HostPlan free = Planner.plan(DesiredState.vgpu(two, DRIVER), answer.facts());
        HostPlan monitored = Planner.plan(
                DesiredState.vgpu(two, DRIVER),
                answer.say("gpu-process 812", "nv-hostengine").facts());
        HostPlan used = Planner.plan(
                DesiredState.vgpu(two, DRIVER),
                answer.without("gpu-process")
                        .say("use 0000:17:00.4 running", "instance-0000002a")
                        .facts());

        // then
        assertThat(free.changes()).extracting(Change::step).contains("sr-iov");
        assertThat(monitored.blockers()).singleElement().asString().contains("nv-hostengine (process 812)");
        assertThat(used.blockers()).singleElement().asString().contains("instance-0000002a use 0000:17:00.4");
    }

    @Test
    void fileThatGivesTheCardToVfioAtEveryBootIsNamed() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .say("config /etc/modprobe.d/vfio.conf", "options vfio-pci ids=10de:26b9,10de:22ba disable_vga=1")
                .facts();
        HostFacts override = vendorVfio("1155", "0")
                .say("config /etc/driverctl.d/" + CARD, "vfio-pci")
                .facts();

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), facts).blockers())
                .singleElement()
                .asString()
                .contains("/etc/modprobe.d/vfio.conf");
        assertThat(Planner.plan(wanted("nvidia-1155"), override).blockers())
                .singleElement()
                .asString()
                .contains("/etc/driverctl.d/" + CARD);
    }

    @Test
    void listOfMigDevicesThatFailedIsNotAnEmptyOne() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Enabled, Enabled")
                .say("mig-trouble", "nvidia-smi mig -lgi ended with 3: Unknown Error")
                .facts();
        DesiredState mig = DesiredState.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        PciAddress.parse(CARD),
                        List.of(VirtualFunction.of(0, "nvidia-700")),
                        Map.of(MigProfile.parse("2g.20gb"), 1)))),
                DRIVER);

        // when
        HostPlan plan = Planner.plan(mig, facts);

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).singleElement().asString().contains("Unknown Error");
    }

    @Test
    void secondTypeOnAFunctionInUseIsRefusedByName() {
        // given
        HostFacts facts = vendorVfio("0", "1156")
                .say("use 0000:17:00.5 running", "instance-0000002a")
                .facts();

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), facts);

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).singleElement().asString().contains("instance-0000002a use 0000:17:00.5");
    }

    @Test
    void oneProductForBothUsesIsRefused() {
        // given
        HostFacts facts = vendorVfio("0", "0").card("0000:65:00.0", "26b9", 32).facts();
        DesiredState both = new DesiredState(
                DesiredState.Path.VGPU,
                layout("nvidia-1155"),
                List.of("0000:65:00.0"),
                DRIVER,
                DesiredOptions.defaults());

        // when
        HostPlan plan = Planner.plan(both, facts);

        // then
        assertThat(plan.blockers()).anySatisfy(b -> assertThat(b).contains("10de:26b9", "one use per host"));
    }

    @Test
    void neighbourInTheGroupOfAWholeCardIsNamed() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card("0000:3d:00.0", "1eb8", 0)
                .say("neighbour 0000:3d:00.0", "0000:3d:00.3 0x020000 mlx5_core")
                .facts();

        // when
        HostPlan plan = Planner.plan(DesiredState.passthrough(List.of("10de:1eb8")), facts);

        // then
        assertThat(plan.blockers()).anySatisfy(b -> assertThat(b).contains("0000:3d:00.3", "mlx5_core"));
    }
}
