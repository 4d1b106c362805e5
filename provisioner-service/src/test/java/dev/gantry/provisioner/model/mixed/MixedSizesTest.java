package dev.gantry.provisioner.model.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.pci.MdevUuid;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.GuideHosts;
import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.OneCard;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedSizesTest {
    private static final String CARD = "0000:17:00.0";
    private static final String UUID = "dd6fb582-c587-5602-8c50-5145c69f3074";

    @Test
    void cardIsSwitchedBeforeItsVgpusAreMadeAndAtEveryBoot() {
        // when
        HostPlan plan = Planner.plan(wanted("A10-4Q", "A10-6Q"), a10("Disabled").facts());

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes().getFirst().summary()).isEqualTo("set mixed sizes of vGPUs 0000:17:00.0 on");
        assertThat(plan.text()).contains(". mdev: start nvidia-", "gantry-gpu-boot");
        HostPlan later = Planner.plan(wanted("A10-4Q", "A10-6Q"), a10("Enabled").facts());
        assertThat(later.changes()).extracting(Change::step).containsExactly("mdev", "boot-units");
        assertThat(((Change.RunScript) later.changes().getLast()).script())
                .contains("ExecStart=/usr/local/sbin/gantry-gpu-boot mixed " + CARD);
    }

    @Test
    void vgpusThatAreThereAreTakenOffForIt() {
        // given
        InspectionOutputForTests answer = a10("Disabled")
                .say("mdev " + UUID + " parent", "0000:17:00.4")
                .say("mdev " + UUID + " type", "nvidia-594");

        // then
        assertThat(Planner.plan(wanted("A10-4Q", "A10-6Q"), answer.facts()).destroys())
                .contains(UUID);
        assertThat(Planner.plan(
                                wanted("A10-4Q", "A10-6Q"),
                                answer.say("use " + UUID + " running", "instance-0000002a")
                                        .facts())
                        .blockers())
                .anySatisfy(b -> assertThat(b).contains("instance-0000002a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layer mixed-sizes 0000:17:00.0 | N/A | 'N/A'",
                "not-known mixed-sizes | nvidia-smi -q said: Unknown Error | Unknown Error",
                "x | y | nvidia-smi -q says ''",
            })
    void cardThatCannotOrDoesNotTellIsSaidToBe(String key, String value, String why) {
        // given
        InspectionOutputForTests answer = a10("").without("layer").say(key, value);

        // then
        assertThat(Planner.plan(wanted("A10-4Q", "A10-6Q"), answer.facts()).blockers())
                .singleElement()
                .asString()
                .contains("heterogeneous mode", why);
    }

    @Test
    void olderDriverIsTheReason() {
        // given
        InspectionOutputForTests old = a10("").without("layer")
                .without("module nvidia\t")
                .without("installed-module nvidia\t")
                .say("module nvidia", "535.161.05")
                .say("installed-module nvidia", "535.161.05");
        DesiredState wanted = new DesiredState(
                DesiredState.Path.VGPU,
                wanted("A10-4Q", "A10-6Q").layout(),
                List.of(),
                null,
                wanted("A10-4Q").options());

        // then
        assertThat(Planner.plan(wanted, old.facts()).blockers())
                .singleElement()
                .asString()
                .contains("driver 535", "vGPU 17 or later");
    }

    @Test
    void cardOfOneSizeIsLeftAloneAndSwitchedBackWhenEmpty() {
        assertThat(Planner.plan(wanted("A10-4Q", "A10-4Q"), a10("Disabled").facts())
                        .changes())
                .extracting(Change::step)
                .doesNotContain("mixed-sizes");
        assertThat(Planner.plan(wanted("A10-4Q", "A10-4Q"), a10("Enabled").facts())
                        .changes()
                        .getFirst()
                        .summary())
                .isEqualTo("set mixed sizes of vGPUs 0000:17:00.0 off");
    }

    /** Small ones first could leave no room in one piece for a large one. */
    @Test
    void largeOnesAreMadeFirstNowAndAtEachBoot() {
        // when
        HostPlan plan = Planner.plan(wanted("A10-4Q", "A10-12Q"), a10("Enabled").facts());

        // then
        String script = ((Change.RunScript) plan.changes().getFirst()).script();
        assertThat(script.indexOf("0000:17:00.5 nvidia-596"))
                .isPositive()
                .isLessThan(script.indexOf("0000:17:00.4 nvidia-593"));
        String small = "nvidia-mdev@" + MdevUuid.of(PciAddress.parse("0000:17:00.4"));
        String large = "nvidia-mdev@" + MdevUuid.of(PciAddress.parse("0000:17:00.5"));
        String units = ((Change.RunScript) plan.changes().getLast()).script();
        assertThat(units).contains("nvidia-sriov-0000:17:00.0.service " + large + ".service\n");
        assertThat(units).doesNotContain("nvidia-sriov-0000:17:00.0.service " + small);
    }

    private static InspectionOutputForTests a10(String mode) {
        return InspectionOutputForTests.ready()
                .card(CARD, "2236", 32)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .function(CARD, 1, "0000:17:00.5", "mdev", "0")
                .say("layer mixed-sizes " + CARD, mode);
    }

    private static DesiredState wanted(String... types) {
        return DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, types))), OneCard.DRIVER);
    }
}
