package dev.gantry.provisioner.model.firmware;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.bios.BiosFacts;
import dev.gantry.provisioner.model.bios.BiosPurpose;
import dev.gantry.provisioner.model.bios.BiosSetting;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a management controller says of the BIOS of a host that has no virtual functions, IOMMU or virtualization. */
class FirmwareStepTest {

    @ParameterizedTest
    @CsvSource({
        "SriovGlobalEnable, SRIOV, Disabled, Enabled",
        "IntelVTforDirectedIO, IOMMU, Disable, Enable",
        "VMX, VIRTUALIZATION, Off, On"
    })
    void whatIsOffIsSetAndTheHostRestarts(String attribute, BiosPurpose purpose, String off, String on) {
        // given
        InspectionOutputForTests output =
                switch (purpose) {
                    case VIRTUALIZATION -> vendorVfio("0", "0").without("cpu virtualization");
                    case IOMMU -> vendorVfio("0", "0").without("firmware table").without("iommu");
                    default -> noFunctions();
                };

        // when
        HostPlan plan = Planner.plan(
                wanted("nvidia-1155"), told(output.facts(), new BiosSetting(purpose, attribute, off, null)));

        // then
        assertThat(plan.changes().getFirst())
                .isInstanceOfSatisfying(Change.SetBios.class, set -> assertThat(set.attributes())
                        .isEqualTo(Map.of(attribute, on)));
        assertThat(plan.changes()).extracting(Change::step).contains("reboot");
    }

    @Test
    void whatIsPendingOnlyNeedsTheRestart() {
        // given
        BiosSetting pending = new BiosSetting(BiosPurpose.SRIOV, "SriovGlobalEnable", "Disabled", "Enabled");

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), told(bare(), pending));

        // then
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.changes()).noneMatch(Change.SetBios.class::isInstance);
        assertThat(plan.changes()).extracting(Change::step).contains("reboot");
    }

    /** Above-4G decoding is for people to judge, and whole cards need no virtual functions. */
    @Test
    void whatIsNotNeededIsLeftAlone() {
        // given
        HostFacts facts = told(
                bare(),
                new BiosSetting(BiosPurpose.SRIOV, "SriovGlobalEnable", "Disabled", null),
                new BiosSetting(BiosPurpose.ABOVE_4G, "MmioAbove4Gb", "Disabled", null));

        // then
        assertThat(Planner.plan(DesiredState.passthrough(List.of("10de:26b9")), facts)
                        .changes())
                .noneMatch(Change.SetBios.class::isInstance);
        assertThat(Planner.plan(wanted("nvidia-1155"), facts).text()).doesNotContain("MmioAbove4Gb");
    }

    /** A value in words that nobody knows is neither on nor off: the host's evidence counts. */
    @Test
    void whatIsNotKnownIsNotSet() {
        // given
        HostFacts odd = told(bare(), new BiosSetting(BiosPurpose.SRIOV, "SriovGlobalEnable", "Auto-ish", null));
        HostFacts silent = bare().with(
                        BiosFacts.NAME,
                        new TreeMap<>(),
                        List.of(new NotKnown(BiosFacts.NOT_KNOWN, "the controller is away")));

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), odd).changes()).noneMatch(Change.SetBios.class::isInstance);
        assertThat(Planner.plan(wanted("nvidia-1155"), odd).blockers())
                .anySatisfy(b -> assertThat(b).contains("virtual functions", "at most 0"));
        assertThat(Planner.plan(wanted("nvidia-1155"), silent).blockers())
                .anySatisfy(b -> assertThat(b).contains("the controller is away"));
    }

    /** A tool on the host says it fresher. */
    @Test
    void racadmGoesBeforeRedfish() {
        // given
        HostFacts facts = told(
                noFunctions()
                        .say("tool racadm", "/opt/dell/srvadmin/bin/idracadm7")
                        .say("racadm BIOS.IntegratedDevices.SriovGlobalEnable", "Disabled")
                        .facts(),
                new BiosSetting(BiosPurpose.SRIOV, "SriovGlobalEnable", "Disabled", null));

        // then
        assertThat(Planner.plan(wanted("nvidia-1155"), facts).changes())
                .noneMatch(Change.SetBios.class::isInstance)
                .anyMatch(c -> c.summary().contains("by racadm"));
    }

    /** The host has it, whatever the controller thinks. */
    @Test
    void whatIsInEffectIsNotSet() {
        HostFacts facts =
                told(vendorVfio("0", "0").facts(), new BiosSetting(BiosPurpose.IOMMU, "IntelVTd", "Disabled", null));
        assertThat(Planner.plan(wanted("nvidia-1155"), facts).changes()).noneMatch(Change.SetBios.class::isInstance);
    }

    @Test
    void layerIsReadAsItWasWritten() {
        // given
        List<BiosSetting> settings = List.of(
                new BiosSetting(BiosPurpose.IOMMU, "IntelVTd", "Disabled", null),
                new BiosSetting(BiosPurpose.SRIOV, "SriovGlobalEnable", "Disabled", "Enabled"));

        // then
        assertThat(BiosFacts.settings(told(bare(), settings.toArray(BiosSetting[]::new))))
                .isEqualTo(settings);
    }

    private static InspectionOutputForTests noFunctions() {
        return vendorVfio("0", "0")
                .without("pci 0000:17:00.0 sriov_totalvfs")
                .without("vf 0000:17:00.4")
                .without("vf 0000:17:00.5");
    }

    private static HostFacts bare() {
        return noFunctions().facts();
    }

    private static HostFacts told(HostFacts facts, BiosSetting... settings) {
        return facts.with(BiosFacts.NAME, BiosFacts.of(List.of(settings)), List.of());
    }
}
