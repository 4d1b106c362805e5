package dev.gantry.provisioner.model.desired;

import static dev.gantry.provisioner.model.OneCard.CARD;
import static dev.gantry.provisioner.model.OneCard.DRIVER;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hosts that a role made before are taken over as they are. */
class AdoptionTest {
    private static final String UUID = "73269d0f-b2c9-438d-8f28-f9e4bc6c6995";

    @Test
    void hostThatTheRoleMadeIsTakenOverWithoutAChange() {
        // given
        InspectionOutputForTests answer = withMdev("{\"mdev_type\":\"nvidia-697\",\"start\":\"manual\",\"attrs\":[]}");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        foreignUnit(answer, "nvidia-mdev@" + UUID + ".service", "ExecStart=-/usr/bin/mdevctl start --uuid %i");
        HostFacts facts = answer.say("sum /usr/local/sbin/gantry-gpu-boot", "x").facts();

        // when
        VgpuLayout adopted = Adoption.layoutOf(facts);
        HostPlan plan = Planner.plan(Adoption.desiredOf(facts), facts);

        // then
        assertThat(adopted.cards().getFirst().virtualFunctions()).containsExactly(VirtualFunction.of(0, "nvidia-697"));
        assertThat(plan.isSatisfied()).as(plan.text()).isTrue();
    }

    @Test
    void migHostThatTheRoleMadeIsTakenOverWithoutAChangeAndCutAnewByOurs() {
        // given: NVIDIA's manager cuts the card from kayobe.yaml at every boot
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Enabled, Enabled")
                .say("mig-instance", "|   0  MIG 2g.20gb          14        3          0:2     |")
                .say("unit nvidia-mig-manager.service", "loaded active enabled");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        String config = "/etc/nvidia-mig-manager/kayobe.yaml";
        HostFacts facts = answer.say("sum " + config, "abc")
                .say("owner " + config, "foreign")
                .say("file-line " + config, "            \"2g.20gb\": 1")
                .facts();
        DesiredState other = DesiredState.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        PciAddress.parse(CARD), List.of(), Map.of(dev.gantry.gpu.mig.MigProfile.parse("1g.10gb"), 2)))),
                DRIVER);

        // when
        HostPlan taken = Planner.plan(Adoption.desiredOf(facts), facts);
        HostPlan cut = Planner.plan(other, facts);

        // then
        assertThat(taken.isSatisfied()).as(taken.text()).isTrue();
        assertThat(cut.text()).contains("make MIG devices 0000:17:00.0 1g.10gb:2", "gantry-mig.service");
    }

    @Test
    void unitThatNamesAMissingMdevctlIsReplaced() {
        // given
        InspectionOutputForTests answer = withMdev("{\"mdev_type\":\"nvidia-697\"}");
        foreignUnit(
                answer, "nvidia-sriov-0000:17:00.0.service", "ExecStart=/usr/lib/nvidia/sriov-manage -e 0000:17:00.0");
        foreignUnit(answer, "nvidia-mdev@" + UUID + ".service", "ExecStart=-/usr/sbin/mdevctl start --uuid %i");

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-697"), answer.facts());

        // then
        assertThat(plan.text()).contains("write /etc/systemd/system/nvidia-mdev@" + UUID + ".service");
    }

    /** One function with a live mediated device, and its definition. */
    private static InspectionOutputForTests withMdev(String definition) {
        return InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mdev " + UUID + " parent", "0000:17:00.4")
                .say("mdev " + UUID + " type", "nvidia-697")
                .say("definition 1 path", "0000:17:00.4/" + UUID)
                .say("definition 1 line", definition);
    }

    private static void foreignUnit(InspectionOutputForTests answer, String name, String command) {
        String path = "/etc/systemd/system/" + name;
        answer.say("sum " + path, "abc")
                .say("mode " + path, "600")
                .say("owner " + path, "foreign")
                .say("file-line " + path, command)
                .say("unit " + name, "loaded active enabled");
    }
}
