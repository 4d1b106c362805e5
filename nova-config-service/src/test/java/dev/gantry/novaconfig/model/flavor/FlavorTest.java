package dev.gantry.novaconfig.model.flavor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.Golden;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlavorTest {

    private static final SiteSettings EPOXY = SiteSettings.defaults(NovaRelease.EPOXY);
    private static final SiteSettings ZED = SiteSettings.defaults(NovaRelease.ZED)
            .withClasses(Map.of(MdevType.parse("nvidia-697"), ResourceClass.VGPU));

    @Test
    void derivedFlavorsNameWhatHostsOffer() {
        // when
        var flavors = DerivedFlavors.of(BookableResource.of(Sites.guide(), EPOXY), FlavorTemplate.GUIDE);
        // then
        assertThat(flavors)
                .containsOnlyKeys("vgpu.a100d.1g.10gb", "vgpu.a100d.2g.20gb", "vgpu.a100d.40c", "vgpu.a100d.80c");
        assertThat(flavors.get("vgpu.a100d.2g.20gb").size()).isEqualTo(new Flavor.Size(65536, 30, 8));
        Golden.check("revisions/guide-2025.1/flavors.yaml", FlavorYaml.render(flavors.values()));
    }

    @Test
    void derivedFlavorsFollowTheClassInEffect() {
        // when
        var flavors = DerivedFlavors.of(BookableResource.of(Sites.guide(), ZED), FlavorTemplate.GUIDE);
        // then
        assertThat(flavors.get("vgpu.a100d.40c").extraSpecs()).containsEntry("resources:VGPU", "1");
        assertThat(flavors.get("vgpu.a100d.80c").extraSpecs()).containsEntry("resources:CUSTOM_NVIDIA_698", "1");
    }

    @Test
    void typeWithTwoClassesInEffectHasTwoFlavors() {
        // when
        var flavors = DerivedFlavors.of(
                BookableResource.of(Sites.guide(), SiteSettings.defaults(NovaRelease.ZED)), FlavorTemplate.GUIDE);
        // then
        assertThat(flavors).containsKeys("vgpu.a100d.40c", "vgpu.a100d.40c.vgpu");
    }

    @Test
    void derivedFlavorsPassTheChecks() {
        // given
        List<HostDevices> hosts = List.of(
                Sites.host("a", "g", Sites.mdevs("0000:21:00.0", "nvidia-697", 0)),
                Sites.host("b", "g", Sites.cards("15f8", "0000:21:00.0")),
                Sites.host("c", "g", Sites.functions("0000:21:00.0", "nvidia-1414", 0)));
        List<BookableResource> offers = BookableResource.of(hosts, EPOXY);
        // then
        assertThat(DerivedFlavors.of(offers, FlavorTemplate.GUIDE))
                .containsOnlyKeys("vgpu.a100d.40c", "gpu.p100", "vgpu.l40s-1414q");
        DerivedFlavors.of(offers, FlavorTemplate.GUIDE).values().forEach(f -> assertThat(
                        FlavorChecks.of(f, offers, Map.of()))
                .as(f.name())
                .isEmpty());
    }

    @Test
    void guidesFlavorIsAcceptedWithWhatTheHostsMustHave() {
        // given
        Map<String, String> specs = new LinkedHashMap<>();
        specs.put("hw:cpu_policy", "dedicated");
        specs.put("hw:cpu_thread_policy", "prefer");
        specs.put("hw:mem_page_size", "1GB");
        specs.put("hw:cpu_sockets", "2");
        specs.put("hw:numa_nodes", "8");
        specs.put("hw_rng:allowed", "True");
        specs.put("resources:CUSTOM_NVIDIA_700", "1");
        Flavor flavor =
                new Flavor("vgpu.a100.2g.20gb", new Flavor.Size(65536, 30, 8), Flavor.Access.PRIVATE, List.of(), specs);
        // then
        assertThat(FlavorChecks.of(flavor, BookableResource.of(Sites.guide(), EPOXY), Map.of()))
                .noneMatch(Finding::isError)
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("numa-many", "pages-reserved");
        Golden.check("revisions/guide-zed/flavors.yaml", FlavorYaml.render(List.of(flavor)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resources:CUSTOM_nvidia_700 | 1 | resource-class",
                "resources:VGPU | one | extra-spec-value",
                "hw:cpu_policy | dedicate | extra-spec-value",
                "pci_passthrough:alias | gpu-p100 | extra-spec-value",
                "trait:CUSTOM_X | yes | extra-spec-value",
                "hw:numa_node | 2 | extra-spec-unknown",
                "hw:mem_page_size | 1 giga | extra-spec-value",
                "hw:numa_nodes | 3 | numa-uneven",
                "hw:cpu_sockets | 9 | sockets-many",
                "resource:CUSTOM_NVIDIA_700 | 1 | namespace-typo",
                "resources:CUSTOM_NVIDIA_999 | 1 | class-not-offered",
                "resources:VGPU | 1 | class-not-offered",
                "resources:CUSTOM_NVIDIA_700 | 2 | several-in-one-group",
                "resources1:CUSTOM_NVIDIA_698 | 2 | more-than-a-host-has",
                "pci_passthrough:alias | gpu-p100:1 | alias-not-defined",
            })
    void whatNovaOrABootWouldRefuseIsFound(String key, String value, String code) {
        // given
        Flavor flavor =
                new Flavor("f", new Flavor.Size(65536, 30, 8), Flavor.Access.PUBLIC, List.of(), Map.of(key, value));
        // then
        assertThat(FlavorChecks.of(flavor, BookableResource.of(Sites.guide(), EPOXY), Map.of()))
                .extracting(Finding::code)
                .contains(code);
    }

    @Test
    void nodesAndPagesAreHeldAgainstTheHostsThatOfferTheClass() {
        // given
        List<BookableResource> offers = BookableResource.of(Sites.guide(), EPOXY);
        Map<String, String> specs =
                Map.of("hw:numa_nodes", "4", "hw:mem_page_size", "1GB", "resources:CUSTOM_NVIDIA_698", "1");
        Flavor flavor = new Flavor("f", new Flavor.Size(65536, 30, 8), Flavor.Access.PUBLIC, List.of(), specs);
        String pages = "BOOT_IMAGE=/vmlinuz ro default_hugepagesz=1G hugepagesz=1G hugepages=200 intel_iommu=on";
        HostFacts fits = new HostFacts("computegpu007", 4, pages);
        HostFacts small = new HostFacts("computegpu007", 2, "ro hugepages=512 hugepagesz=1G hugepages=0");
        HostFacts other = new HostFacts("computegpu000", 1, "ro");
        // then
        assertThat(FlavorChecks.of(flavor, offers, Map.of("computegpu007", fits, "computegpu000", other)))
                .isEmpty();
        assertThat(FlavorChecks.of(flavor, offers, Map.of("computegpu007", small)))
                .extracting(Finding::code)
                .containsExactly("numa-many", "pages-not-reserved");
        assertThat(small.pagesKib()).containsExactly(2048L);
        assertThat(fits.pagesKib()).containsExactly(1048576L);
    }

    @Test
    void requestsOfOneClassAreCountedTogether() {
        // given
        Map<String, String> specs = new LinkedHashMap<>();
        for (int i = 1; i <= 7; i++) {
            specs.put("resources" + i + ":CUSTOM_NVIDIA_700", "1");
        }
        Flavor flavor = new Flavor("f", new Flavor.Size(65536, 30, 8), Flavor.Access.PUBLIC, List.of(), specs);
        // then
        assertThat(FlavorChecks.of(flavor, BookableResource.of(Sites.guide(), EPOXY), Map.of()))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("more-than-a-host-has");
                    assertThat(f.text()).startsWith("7 of CUSTOM_NVIDIA_700 are asked, the fullest host has 6");
                });
    }

    @Test
    void sitesTemplateShapesEveryDerivedFlavor() {
        // given
        var template =
                new FlavorTemplate(4096, 0, true, null, Map.of("nvidia-700", 12), Map.of("hw:mem_page_size", "1GB"));
        // when
        Flavor flavor = DerivedFlavors.of(BookableResource.of(Sites.guide(), EPOXY), template)
                .get("vgpu.a100d.2g.20gb");
        // then
        assertThat(flavor.size()).isEqualTo(new Flavor.Size(12 * 4096, 0, 12));
        assertThat(flavor.access()).isEqualTo(Flavor.Access.PUBLIC);
        assertThat(flavor.extraSpecs())
                .isEqualTo(Map.of("hw:mem_page_size", "1GB", "resources:CUSTOM_NVIDIA_700", "1"));
    }
}
