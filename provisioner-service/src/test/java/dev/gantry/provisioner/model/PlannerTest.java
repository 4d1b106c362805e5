package dev.gantry.provisioner.model;

import static dev.gantry.provisioner.model.OneCard.CARD;
import static dev.gantry.provisioner.model.OneCard.DRIVER;
import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    @Test
    void restartsOutOfTheBootThatIsToBeLeftAndOfNoOther() {
        // given
        HostFacts facts = vendorVfio("1155", "0").facts();
        DesiredState desired = wanted("nvidia-1155");

        // then
        assertThat(Planner.plan(leaving(desired, facts.bootId()), facts).changes())
                .last()
                .satisfies(change -> {
                    assertThat(change).isInstanceOf(Change.Reboot.class);
                    assertThat(change.summary()).contains("boot " + facts.bootId() + " is to be left");
                });
        assertThat(Planner.plan(leaving(desired, "another"), facts).changes())
                .noneMatch(Change.Reboot.class::isInstance);
    }

    private static DesiredState leaving(DesiredState desired, String boot) {
        return desired.with(desired.options().plus("gantry_reboot_from", boot));
    }

    @Test
    void vendorVfioSetsTypesByNameAndKeepsThemOverABoot() {
        // given
        InspectionOutputForTests answer =
                vendorVfio("0", "1156").say("creatable 0000:17:00.4", "1155 : NVIDIA L40S-24Q");

        // when
        HostPlan plan = Planner.plan(wanted("L40S-24Q"), answer.facts());

        // then
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).containsExactly("teardown", "vendor-vfio", "boot-units");
        assertThat(plan.changes().getFirst().summary()).isEqualTo("free 0000:17:00.5");
        assertThat(plan.changes().get(1).summary()).isEqualTo("set vGPU types 0000:17:00.4 1155");
        assertThat(plan.changes().getFirst().destroys()).containsExactly("0000:17:00.5");
        assertThat(((Change.RunScript) plan.changes().getLast()).script())
                .contains("ExecStart=/usr/local/sbin/gantry-gpu-boot type 0000:17:00.4 1155");
    }

    @Test
    void aNameThatTheCardDoesNotTellWhileItCarriesVgpusMayBeGivenAsANumber() {
        // given: only the type that is there already can be made beside it
        HostFacts facts = vendorVfio("1155", "0")
                .say("creatable 0000:17:00.5", "1155 : NVIDIA L40S-24Q")
                .facts();

        // when
        HostPlan byName = Planner.plan(wanted("L40S-13Q"), facts);
        HostPlan byNumber = Planner.plan(wanted("nvidia-1156"), facts);

        // then
        assertThat(byName.changes()).isEmpty();
        assertThat(byName.blockers())
                .singleElement()
                .asString()
                .contains("wanted type L40S-13Q", "use one of L40S-24Q", "by its number (nvidia-N)");
        assertThat(byNumber.changes().getFirst().summary()).contains("0000:17:00.4 0, 0000:17:00.4 1156");
    }

    @Test
    void dellSettingsAreMadeByRacadmAndPendingOnesOnlyRebooted() {
        // given
        String sriov = "racadm BIOS.IntegratedDevices.SriovGlobalEnable";
        InspectionOutputForTests answer = vendorVfio("0", "0").say("tool racadm", "/opt/dell/srvadmin/bin/idracadm7");

        // when
        HostPlan set = Planner.plan(
                wanted("nvidia-1155"), answer.say(sriov, "Disabled").facts());
        HostPlan pending = Planner.plan(
                wanted("nvidia-1155"),
                answer.without("racadm")
                        .say(sriov, "Disabled (Pending Value=Enabled)")
                        .facts());
        HostPlan forgotten = Planner.plan(
                wanted("nvidia-1155"), answer.say("racadm job", "none").facts());

        // then
        assertThat(set.changes()).extracting(Change::step).containsExactly("firmware", "reboot");
        assertThat(pending.changes()).extracting(Change::step).containsExactly("reboot");
        assertThat(forgotten.changes()).extracting(Change::step).containsExactly("firmware", "reboot");
    }

    @Test
    void unknownCardAndImpossibleFunctionSayWhatIsThere() {
        // given
        HostFacts facts = vendorVfio("0", "0").facts();
        VgpuLayout elsewhere = new VgpuLayout(List.of(GuideHosts.timeSliced("0000:99:00.0", "nvidia-1155")));
        VgpuLayout tooMany = new VgpuLayout(List.of(CardLayout.withVgpus(
                PciAddress.parse(CARD), List.of(VirtualFunction.of(40, "nvidia-1155")), Map.of())));

        // when
        HostPlan unknown = Planner.plan(DesiredState.vgpu(elsewhere, DRIVER), facts);
        HostPlan many = Planner.plan(DesiredState.vgpu(tooMany, DRIVER), facts);

        // then
        assertThat(unknown.blockers().getFirst()).contains("0000:99:00.0", "0000:17:00.0 (10de:26b9)");
        assertThat(many.blockers()).anySatisfy(b -> assertThat(b).contains("41 virtual functions", "at most 32"));
    }

    @Test
    void digestMovesWithTheFactsThatMatterOnly() {
        // given
        DesiredState wanted = wanted("nvidia-1155");
        HostFacts facts = vendorVfio("0", "0").facts();
        HostFacts fuller =
                vendorVfio("0", "0").without("free").say("free /opt", "40000").facts();
        HostFacts other = vendorVfio("0", "1155").facts();

        // then
        assertThat(Planner.plan(wanted, fuller).digest(fuller))
                .isEqualTo(Planner.plan(wanted, facts).digest(facts));
        assertThat(Planner.plan(wanted, other).digest(other))
                .isNotEqualTo(Planner.plan(wanted, facts).digest(facts));
    }
}
