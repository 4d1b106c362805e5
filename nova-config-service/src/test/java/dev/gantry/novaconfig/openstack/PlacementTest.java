package dev.gantry.novaconfig.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.placement.PlacementComparison;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.openstack.RemoteException;
import dev.gantry.simulator.cloud.SimulatedPlacement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest extends CloudFixture {
    private static final String HV = "computegpu007.cci1.example.org";
    private static final SiteSettings EPOXY = SiteSettings.defaults(NovaRelease.EPOXY);

    @Test
    void placementThatShowsTheRevisionMatches() {
        // given
        cloud.hypervisor(HV, "computegpu007", "up");
        cloud.provider(HV, "_pci_0000_21_00_4", Map.of("CUSTOM_NVIDIA_697", 1));
        cloud.provider(HV, "_pci_0000_21_00_5", Map.of("CUSTOM_NVIDIA_697", 1));
        cloud.provider(HV, "_pci_0000_81_00_4", Map.of("CUSTOM_NVIDIA_698", 1));
        PlacementProviders placement = new PlacementProviders(session("site"));
        // when
        PlacementComparison report = report(placement, EPOXY);
        // then
        assertThat(report.differences()).isEmpty();
        assertThat(report.matches()).isTrue();
    }

    @Test
    void schedulersOwnAnswerCountsWhatIsFree() {
        // given
        placementThatShowsTheRevisionMatches();
        SimulatedPlacement.Provider held = cloud.provider(HV, "_pci_0000_21_00_6", Map.of("CUSTOM_NVIDIA_697", 1));
        cloud.allocate(held, "9d3b9ad5-8a4c-45a2-b9e3-111111111111", Map.of("CUSTOM_NVIDIA_697", 1));
        SimulatedPlacement.Provider reserved = cloud.provider(HV, "_pci_0000_21_00_7", Map.of("CUSTOM_NVIDIA_697", 1));
        reserved.reserve(1);
        PlacementProviders placement = new PlacementProviders(session("site"));
        var tree = placement.tree(HV);
        String root = tree.stream()
                .filter(p -> p.name().equals(HV))
                .findFirst()
                .orElseThrow()
                .uuid();
        // then
        ExpectedProviders wanted = ExpectedProviders.of(Sites.guide().get(2), EPOXY, HV);
        assertThat(PlacementComparison.free(wanted, tree))
                .isEqualTo(Map.of("CUSTOM_NVIDIA_697", 3, "CUSTOM_NVIDIA_698", 1));
        assertThat(placement.candidates(root, "CUSTOM_NVIDIA_697")).isEqualTo(2);
        assertThat(placement.candidates(root, "CUSTOM_NVIDIA_698")).isEqualTo(1);
        assertThat(placement.candidates(root, "CUSTOM_NVIDIA_1")).isZero();
    }

    @Test
    void staleProviderOfTheRetypedHostIsNamedAndDeletedUnlessAllocated() {
        // given
        placementThatShowsTheRevisionMatches();
        SimulatedPlacement.Provider stale = cloud.provider(HV, "_pci_0000_81_00_5", Map.of("VGPU", 1));
        cloud.allocate(stale, "9d3b9ad5-8a4c-45a2-b9e3-111111111111", Map.of("VGPU", 1));
        cloud.server("9d3b9ad5-8a4c-45a2-b9e3-111111111111", "render-1");
        cloud.allocate(stale, "0c11ad5e-8a4c-45a2-b9e3-222222222222", Map.of("VGPU", 1));
        PlacementProviders placement = new PlacementProviders(session("site"));
        // when
        PlacementComparison report = report(placement, EPOXY);
        // then
        assertThat(report.matches()).isFalse();
        assertThat(report.differences()).singleElement().asString().contains("stale", "_pci_0000_81_00_5", "VGPU");
        assertThat(placement.holders(report.stale()))
                .extracting(PlacementProviders.Holder::consumer, PlacementProviders.Holder::server)
                .containsExactly(
                        tuple("0c11ad5e-8a4c-45a2-b9e3-222222222222", null),
                        tuple("9d3b9ad5-8a4c-45a2-b9e3-111111111111", "render-1"));
        assertThatThrownBy(() -> placement.delete(report.stale().getFirst()))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessageContaining("has allocations");
        stale.release();
        placement.delete(report.stale().getFirst());
        assertThat(report(placement, EPOXY).matches()).isTrue();
    }

    @Test
    void operatorsOwnPciDevicesAreNobodysLeftovers() {
        // given
        placementThatShowsTheRevisionMatches();
        cloud.provider(HV, "_0000:3B:00.0", Map.of("CUSTOM_PCI_15B3_101D", 1));
        cloud.provider(HV, "_0000:5E:00.0", Map.of("CUSTOM_FAST_DISK", 1));
        // when
        PlacementComparison report = report(new PlacementProviders(session("site")), EPOXY);
        // then
        assertThat(report.stale()).isEmpty();
        cloud.provider(HV, "_0000:81:00.0", Map.of("CUSTOM_PCI_10DE_20B5", 1));
        assertThat(report(new PlacementProviders(session("site")), EPOXY).stale())
                .extracting(PlacementComparison.Provider::name)
                .containsExactly(HV + "_0000:81:00.0");
    }

    @Test
    void wrongClassAndMissingProviderAreNamed() {
        // given
        cloud.hypervisor(HV, "computegpu007", "up");
        cloud.provider(HV, "_pci_0000_21_00_4", Map.of("VGPU", 1));
        cloud.provider(HV, "_pci_0000_81_00_4", Map.of("CUSTOM_NVIDIA_698", 1));
        // when
        PlacementComparison report = report(new PlacementProviders(session("site")), EPOXY);
        // then
        assertThat(report.differences())
                .containsExactly(
                        "differs: " + HV + "_pci_0000_21_00_4 offers {VGPU=1}, should offer {CUSTOM_NVIDIA_697=1}",
                        "missing: " + HV + "_pci_0000_21_00_5 should offer {CUSTOM_NVIDIA_697=1}");
    }

    @Test
    void soleTypePitfallIsRecognised() {
        // given
        cloud.hypervisor("computegpu000", "computegpu000", "up");
        for (String vf : List.of("21_00_4", "21_00_5", "81_00_4", "81_00_5", "81_00_6")) {
            cloud.provider("computegpu000", "_pci_0000_" + vf, Map.of("VGPU", 1));
        }
        PlacementProviders placement = new PlacementProviders(session("site"));
        // when
        ExpectedProviders wanted =
                ExpectedProviders.of(Sites.guide().getFirst(), SiteSettings.defaults(NovaRelease.ZED), "computegpu000");
        PlacementComparison report = PlacementComparison.of(wanted, placement.tree("computegpu000"));
        // then
        assertThat(report.differences()).singleElement().asString().contains("81_00_6", "only type");
    }

    @Test
    void ofATypeWithMaxInstancesNovaMayChooseWhichStay() {
        // given
        cloud.hypervisor(HV, "computegpu007", "up");
        cloud.provider(HV, "_pci_0000_21_00_5", Map.of("CUSTOM_NVIDIA_697", 1));
        cloud.provider(HV, "_pci_0000_81_00_4", Map.of("CUSTOM_NVIDIA_698", 1));
        PlacementProviders placement = new PlacementProviders(session("site"));
        // when
        SiteSettings capped = new SiteSettings(
                EPOXY.release(),
                EPOXY.forms(),
                EPOXY.pci(),
                EPOXY.classes(),
                Map.of(MdevType.parse("nvidia-697"), 1),
                EPOXY.aliases(),
                EPOXY.extraFilters());
        PlacementComparison kept = report(placement, capped);
        cloud.provider(HV, "_pci_0000_21_00_4", Map.of("CUSTOM_NVIDIA_697", 1));
        PlacementComparison notReadYet = report(placement, capped);
        // then
        assertThat(kept.differences()).isEmpty();
        assertThat(notReadYet.differences())
                .singleElement()
                .asString()
                .contains("offer 2 CUSTOM_NVIDIA_697 together, should offer 1 as max_instances says");
    }

    @Test
    void emptyPlacementIsMissingEverything() {
        // given
        PlacementProviders placement = new PlacementProviders(session("site"));
        // then
        assertThat(placement.hypervisor("computegpu007")).isEmpty();
        assertThat(report(placement, EPOXY).differences()).hasSize(3).allMatch(d -> d.startsWith("missing: "));
    }

    @Test
    void hypervisorIsFoundByShortNameServiceOrFullName() {
        // given
        cloud.hypervisor(HV, "nova-service-name", "down");
        PlacementProviders placement = new PlacementProviders(session("site"));
        // then
        assertThat(placement.hypervisor("computegpu007").orElseThrow().state()).isEqualTo("down");
        assertThat(placement.hypervisor("nova-service-name")).isPresent();
        assertThat(placement.hypervisor(HV)).isPresent();
        assertThat(placement.hypervisor("computegpu007.other.example.org")).isEmpty();
    }

    private static PlacementComparison report(PlacementProviders placement, SiteSettings settings) {
        return PlacementComparison.of(ExpectedProviders.of(Sites.guide().get(2), settings, HV), placement.tree(HV));
    }
}
