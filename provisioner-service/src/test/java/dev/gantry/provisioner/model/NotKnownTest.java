package dev.gantry.provisioner.model;

import static dev.gantry.provisioner.model.OneCard.CARD;
import static dev.gantry.provisioner.model.OneCard.DRIVER;
import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.ExpectedChange;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer is not no: what a tool did not tell is neither concluded from nor silently taken as empty. */
class NotKnownTest {

    @Test
    void cardThatVfioHoldsIsCutOnceTheDriverHasIt() {
        // given: nvidia-smi lists the other card, as the driver cannot see this one
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .without("pci " + CARD + " driver")
                .say("pci " + CARD + " driver", "vfio-pci")
                .card("0000:65:00.0", "20b5", 16)
                .say("mig-mode", "00000000:65:00.0, 0, Disabled, Disabled");

        // when
        HostFacts facts = answer.facts();
        HostPlan plan = Planner.plan(mig("nvidia-700"), facts);

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).contains("binding");
        assertThat(plan.expected()).extracting(ExpectedChange::step).contains("mig-mode", "sr-iov");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mig-mode | Failed to initialize NVML: Driver/library version mismatch | version mismatch",
                "mig-mode | 00000000:65:00.0, 0, Disabled, Disabled | does not name this card",
                "mig-mode | 00000000:17:00.0, 0, [Unknown Error], [Unknown Error] | nvidia-smi said: 00000000:17:00.0,"
                        + " 0, [Unknown Error]",
                "mig-mode | 00000000:17:00.0, 0, Disabled, [Unknown Error] | [Unknown Error]",
                "mig-mode | 00000000:17:00.0, 0, ERR!, ERR! | ERR!",
                "mig-mode | 00000000:17:00.0, [Unknown Error], Disabled, Disabled | nvidia-smi",
                "mig-mode | 00000000:17:00.0, 0, [GPU requires reset], [GPU requires reset] | requires reset",
                "mig-mode | No devices were found | No devices were found",
                "mig-mode | Unable to determine the device handle for GPU0000:17:00.0: Unknown Error | Unknown Error",
                "mig-mode | 00000000:17:00.0, 0, Aktiviert, Aktiviert | Aktiviert",
                "mig-trouble | nvidia-smi gave no answer in 30 s | no answer in 30 s",
                "mig-trouble | nvidia-smi is not installed | not installed",
            })
    void modeOfACardThatCouldBeInMigIsNotTakenForOff(String key, String line, String why) {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say(key, line)
                .facts();
        DesiredState sliced =
                DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, "nvidia-697"))), DRIVER);

        // then
        for (DesiredState desired : List.of(sliced, mig("nvidia-700"))) {
            HostPlan plan = Planner.plan(desired, facts);
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.blockers()).singleElement().asString().contains(why);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR!", "unknown", "0x483", "-1", "NVIDIA L40S-1Q", "99999999999"})
    void aTypeThatIsNoNumberIsNotAFreeFunction(String current) {
        // given
        HostFacts first = vendorVfio(current, "0").facts();
        HostFacts other = vendorVfio("1155", current).facts();

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), first).changes()).isEmpty();
        assertThat(Planner.plan(wanted("nvidia-1155"), first).blockers())
                .anySatisfy(b -> assertThat(b).contains("current_vgpu_type says: " + current));
        assertThat(other.whyNotKnown("device on 0000:17:00.5")).isPresent();
    }

    @Test
    void twoAnswersThatContradictEachOtherAreNone() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Disabled, Disabled")
                .say("mig-mode", "00000000:17:00.0, 0, Enabled, Enabled")
                .facts();

        // then
        assertThat(Planner.plan(mig("nvidia-700"), facts).blockers())
                .anySatisfy(b -> assertThat(b).contains("Disabled, Disabled", "Enabled, Enabled"));
    }

    @Test
    void aModeThatIsPendingNowhereStays() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Disabled, [N/A]")
                .facts();
        DesiredState sliced =
                DesiredState.vgpu(new VgpuLayout(List.of(GuideHosts.timeSliced(CARD, "nvidia-697"))), DRIVER);

        // then
        assertThat(Planner.plan(sliced, facts).changes())
                .extracting(Change::step)
                .doesNotContain("mig-mode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README", "5c630867-a673-5d75-aa31-a499e6c7cb19~", "5c630867-a673-5d75-aa31-a499e6c7cb19.bak"})
    void aFileBesideDefinitionsIsNoneAndStays(String name) {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Disabled, Disabled")
                .say("definition 1 path", "0000:17:00.4/" + name)
                .say("definition 1 line", "{\"mdev_type\":\"nvidia-697\"}")
                .say("definition 2 path", "0000:17:00.4/eaa6e018-308e-58e2-b351-aadbcf01f5a8")
                .say("definition 2 line", "{\"mdev_type\":\"nvidia-697\"}")
                .facts();

        // then
        assertThat(facts.definitions())
                .extracting(MdevDefinition::uuid)
                .containsExactly("eaa6e018-308e-58e2-b351-aadbcf01f5a8");
    }

    @Test
    void beforeTheRestartOfANewDriverItsSilenceIsNoReasonToStop() {
        // given: what is on disk is newer than what is loaded
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .without("module nvidia\t")
                .say("module nvidia", "575.57.08")
                .say("mig-mode", "Failed to initialize NVML: Driver/library version mismatch")
                .facts();

        // when
        HostPlan plan = Planner.plan(mig("nvidia-700"), facts);

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).contains("reboot");
    }

    @Test
    void migDeviceThatCannotBeReadIsNotLeftOut() {
        // given
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .function(CARD, 0, "0000:17:00.4", "mdev", "0")
                .say("mig-mode", "00000000:17:00.0, 0, Enabled, Enabled")
                .say("mig-instance", "|   0  MIG 2g.20gb?odd          14        3          0:2     |")
                .facts();

        // then
        assertThat(Planner.plan(mig("nvidia-700"), facts).blockers())
                .singleElement()
                .asString()
                .contains("2g.20gb?odd");
    }

    @Test
    void driverIsNotReplacedForASilentSystemctl() {
        // given: a driver without a module of its own for vGPUs, before its functions are switched on
        InspectionOutputForTests answer = InspectionOutputForTests.ready()
                .card(CARD, "26b9", 32)
                .without("module nvidia_vgpu_vfio")
                .without("installed-module nvidia_vgpu_vfio")
                .say("not-known unit nvidia-vgpu-mgr.service", "Failed to connect to bus");

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers()).singleElement().asString().contains("Failed to connect to bus");
    }

    @Test
    void unitsAreNotWrittenAnewWhereNobodyCouldTellOfThem() {
        // given
        HostFacts facts = vendorVfio("1155", "0")
                .say("not-known units", "systemctl is not installed")
                .facts();

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), facts).blockers())
                .anySatisfy(b -> assertThat(b).contains("systemctl is not installed"));
    }

    @Test
    void emptyListOfTypesIsNotSomethingToChooseFrom() {
        // given: functions are there, and the driver tells no types
        HostFacts facts = vendorVfio("0", "0").facts();

        // then
        assertThat(Planner.plan(wanted("L40S-999Q"), facts).blockers())
                .singleElement()
                .asString()
                .contains("found no list of types", "nvidia-vgpud")
                .doesNotContain("use one of");
    }

    @Test
    void typeOnMigIsNotLookedForAmongTypesOfBefore() {
        // given: the driver lists what it can make now; the type comes with the MIG device
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "2bb5", 16)
                .function(CARD, 0, "0000:17:00.4", "vendor-vfio", "0")
                .say("creatable 0000:17:00.4", "1600 : NVIDIA DC-48Q")
                .say("mig-mode", "00000000:17:00.0, 0, Disabled, Disabled")
                .facts();
        DesiredState desired = DesiredState.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        PciAddress.parse(CARD),
                        List.of(VirtualFunction.of(0, "DC-1-24QGFX")),
                        Map.of(MigProfile.parse("1g.24gb+gfx"), 1)))),
                DRIVER);

        // when
        HostPlan plan = Planner.plan(desired, facts);

        // then
        assertThat(plan.blockers()).as(plan.text()).isEmpty();
        assertThat(plan.changes()).extracting(Change::step).contains("mig-mode");
    }

    @Test
    void withoutATableOfAnIommuNothingIsBegun() {
        // given: a bare host, whose firmware says neither DMAR nor IVRS
        HostFacts facts = InspectionOutputForTests.ready()
                .card(CARD, "20b5", 16)
                .without("module nvidia")
                .without("installed-module")
                .without("firmware table")
                .without("iommu")
                .without("kernel arguments")
                .say("kernel arguments", "root=/dev/sda2")
                .facts();

        // when
        HostPlan plan = Planner.plan(mig("nvidia-700"), facts);

        // then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blockers())
                .anySatisfy(b -> assertThat(b).contains("DMAR or IVRS", "VT-x and VT-d", "BIOS setup"));
    }

    @Test
    void unreadableFirmwareTablesOrCpuFlagsAreNoReasonToRefuse() {
        // given
        InspectionOutputForTests answer = vendorVfio("1155", "0")
                .without("cpu virtualization")
                .say("not-known virtualization", "/proc/cpuinfo has no line of flags");

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), answer.facts()).blockers())
                .isEmpty();
    }

    private static DesiredState mig(String type) {
        return DesiredState.vgpu(
                new VgpuLayout(List.of(CardLayout.withVgpus(
                        PciAddress.parse(CARD),
                        List.of(VirtualFunction.of(0, type)),
                        Map.of(MigProfile.parse("2g.20gb"), 1)))),
                DRIVER);
    }
}
