package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.conf.ConfText;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.placement.PlacementComparison;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.SiteSettings.AliasPlace;
import dev.gantry.novaconfig.model.settings.SiteSettings.CardMatch;
import dev.gantry.novaconfig.model.settings.SiteSettings.NeutronSriov;
import dev.gantry.novaconfig.model.settings.SiteSettings.Pci;
import dev.gantry.novaconfig.model.settings.SiteSettings.PciPlacement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostRendererTest {

    private static final HostDevices SOLE = Sites.host("h", "g", Sites.mdevs("0000:ab:00.0", "nvidia-697", 0, 1));
    private static final HostDevices MIXED = Sites.host(
            "h", "g", Sites.mdevs("0000:21:00.0", "nvidia-700", 0, 1), Sites.mdevs("0000:21:00.0", "nvidia-699", 3));
    private static final HostDevices VFIO = Sites.host("h", "g", Sites.functions("0000:25:00.0", "nvidia-1414", 0, 1));

    @ParameterizedTest
    @EnumSource(NovaRelease.class)
    void addressesAreAlwaysThereAndInLowerCase(NovaRelease release) {
        // when
        String text = body(SOLE, SiteSettings.defaults(release));
        // then
        assertThat(text).contains("device_addresses = 0000:ab:00.4,0000:ab:00.5\n");
    }

    @ParameterizedTest
    @EnumSource(NovaRelease.class)
    void everyEnabledTypeHasItsSectionWithAddresses(NovaRelease release) {
        // when
        String text = body(MIXED, SiteSettings.defaults(release));
        // then
        long sections = text.lines()
                .filter(l -> l.matches("\\[(mdev|vgpu)_nvidia-\\d+\\]"))
                .count();
        long addresses = text.lines()
                .filter(l -> l.startsWith("device_addresses = 0000:"))
                .count();
        assertThat(sections).isEqualTo(2).isEqualTo(addresses);
    }

    @ParameterizedTest
    @EnumSource(
            value = NovaRelease.class,
            names = {"VICTORIA", "WALLABY"})
    void oldReleasesHaveOldNamesAndNoClass(NovaRelease release) {
        // when
        String text = body(MIXED, SiteSettings.defaults(release));
        // then
        assertThat(text).contains("enabled_vgpu_types = nvidia-700, nvidia-699", "[vgpu_nvidia-700]");
        assertThat(text.lines().filter(l -> l.startsWith("mdev_class"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = NovaRelease.class,
            names = {"XENA", "YOGA", "ZED", "ANTELOPE", "BOBCAT"})
    void soleTypeIsVgpuUpTo28WithTheReason(NovaRelease release) {
        // when
        String text = body(SOLE, SiteSettings.defaults(release));
        // then
        assertThat(text).contains("mdev_class = VGPU\n", "LP#1943934");
        assertThat(HostChecks.of(SOLE, SiteSettings.defaults(release)))
                .extracting(Finding::code)
                .containsExactly("sole-type");
    }

    @ParameterizedTest
    @EnumSource(
            value = NovaRelease.class,
            names = {"CARACAL", "DALMATIAN", "EPOXY", "FLAMINGO", "GAZPACHO", "HIBISCUS"})
    void soleTypeKeepsItsClassFrom29(NovaRelease release) {
        // when
        String text = body(SOLE, SiteSettings.defaults(release));
        // then
        assertThat(text).contains("mdev_class = CUSTOM_NVIDIA_697\n");
        assertThat(HostChecks.of(SOLE, SiteSettings.defaults(release))).isEmpty();
    }

    @Test
    void cardThatCarriesSeveralDevicesItselfIsOneAddress() {
        // given: two of a V100, which nova-compute refuses to read twice
        PciAddress v100 = PciAddress.parse("0000:3d:00.0");
        GpuDevice device =
                new GpuDevice.Mdev(v100, v100, PciId.parse("10de:1db6"), new MdevType(194), "GRID V100D-8Q", "");
        HostDevices host = Sites.host("h", "compute", List.of(device, device));
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY);
        // when
        String text = body(host, settings);
        ExpectedProviders expected = ExpectedProviders.of(host, settings, "h");
        // then
        assertThat(text).contains("device_addresses = 0000:3d:00.0\n");
        assertThat(HostChecks.of(host, settings)).isEmpty();
        // Nova counts what still fits beside them: a V100D-8Q fits four times
        assertThat(PlacementComparison.of(expected, List.of(provider(4))).differences())
                .isEmpty();
        assertThat(PlacementComparison.of(expected, List.of(provider(1))).differences())
                .isNotEmpty();
    }

    private static PlacementComparison.Provider provider(int total) {
        return new PlacementComparison.Provider(
                "u", "h_pci_0000_3d_00_0", Map.of("CUSTOM_NVIDIA_194", total), Map.of());
    }

    @Test
    void vendorVfioNeeds31AndIsNotManaged() {
        // when
        String text = body(VFIO, SiteSettings.defaults(NovaRelease.EPOXY));
        // then
        assertThat(text).isEqualTo("""
            [pci]
            device_spec = { "vendor_id":"10de", "product_id":"26b9", "address":"0000:25:00.4", "managed":"no" }
            device_spec = { "vendor_id":"10de", "product_id":"26b9", "address":"0000:25:00.5", "managed":"no" }
            """);
        assertThat(HostChecks.of(VFIO, SiteSettings.defaults(NovaRelease.DALMATIAN)))
                .extracting(Finding::code)
                .containsExactly("vendor-vfio-release");
    }

    @Test
    void vendorVfioWithTwoTypesOnOneCardIsHeldWhenReported() {
        // given
        HostDevices mixed = Sites.host(
                "h",
                "g",
                Sites.functions("0000:25:00.0", "nvidia-1414", 0),
                Sites.functions("0000:25:00.0", "nvidia-1415", 1));
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY)
                .withPci(new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.SCHEDULE, NeutronSriov.NONE));
        // when
        List<Finding> findings = HostChecks.of(mixed, settings);
        // then
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.isError()).isTrue();
            assertThat(f.toString()).contains("PlacementPciMixedResourceClassException", "0000:25:00.0");
        });
    }

    @Test
    void reportedFunctionsCarryTheirClass() {
        // given
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY)
                .withPci(new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.SCHEDULE, NeutronSriov.NONE));
        // when
        String text = body(VFIO, settings);
        // then
        assertThat(text)
                .contains(
                        "\"resource_class\":\"CUSTOM_NVIDIA_1414\", \"managed\":\"no\" }",
                        "report_in_placement = True");
        assertThat(NovaConf.site(List.of(VFIO), settings).orElseThrow())
                .contains(
                        "pci_in_placement = True",
                        "\"resource_class\":\"CUSTOM_NVIDIA_1414\", \"name\":\"vgpu-l40s-1414q\"");
    }

    @ParameterizedTest
    @EnumSource(NovaRelease.class)
    void wholeCardsAreNamedByRelease(NovaRelease release) {
        // given
        HostDevices host = Sites.host("h", "g", Sites.cards("1db4", "0000:3b:00.0", "0000:af:00.0"));
        // when
        String text = body(host, SiteSettings.defaults(release));
        // then
        String name = release.nova() >= 26 ? "device_spec" : "passthrough_whitelist";
        assertThat(text).isEqualTo("""
            [pci]
            %1$s = { "vendor_id":"10de", "product_id":"1db4", "address":"0000:3b:00.0" }
            %1$s = { "vendor_id":"10de", "product_id":"1db4", "address":"0000:af:00.0" }
            """.formatted(name));
    }

    @Test
    void productMatchIsOneLineUnlessTheSameModelIsSlicedToo() {
        // given
        Pci byProduct = new Pci(AliasPlace.ONCE, CardMatch.PRODUCT, PciPlacement.OFF, NeutronSriov.NONE);
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY).withPci(byProduct);
        HostDevices plain = Sites.host("h", "g", Sites.cards("20b5", "0000:3b:00.0", "0000:af:00.0"));
        HostDevices both =
                Sites.host("h", "g", Sites.cards("20b5", "0000:3b:00.0"), Sites.mdevs("0000:21:00.0", "nvidia-697", 0));
        // then
        assertThat(body(plain, settings))
                .isEqualTo("[pci]\ndevice_spec = { \"vendor_id\":\"10de\", \"product_id\":\"20b5\" }\n");
        assertThat(body(both, settings)).contains("\"product_id\":\"20b5\", \"address\":\"0000:3b:00.0\" }");
    }

    @Test
    void addressOnTwoTypesIsHeld() {
        // given
        HostDevices twice = Sites.host(
                "h", "g", Sites.mdevs("0000:21:00.0", "nvidia-697", 0), Sites.mdevs("0000:21:00.0", "nvidia-698", 0));
        // when
        List<Finding> findings = HostChecks.of(twice, SiteSettings.defaults(NovaRelease.EPOXY));
        // then
        assertThat(findings).extracting(Finding::code).containsExactly("duplicate-address");
        assertThat(findings.getFirst().text()).contains("0000:21:00.4");
    }

    @Test
    void cardGivenWholeAndInSlicesIsHeld() {
        // given
        HostDevices both =
                Sites.host("h", "g", Sites.mdevs("0000:21:00.0", "nvidia-697", 0), Sites.cards("20b5", "0000:21:00.0"));
        // then
        assertThat(HostChecks.of(both, SiteSettings.defaults(NovaRelease.EPOXY)))
                .extracting(Finding::code)
                .containsExactly("card-on-both-paths");
    }

    @Test
    void kollasNetworkCardsAndReportingDoNotGoTogether() {
        // given
        HostDevices host = Sites.host("h", "g", Sites.cards("1db4", "0000:3b:00.0"));
        Pci report = new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.REPORT, NeutronSriov.KOLLA);
        Pci plain = new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.OFF, NeutronSriov.KOLLA);
        // then
        assertThat(HostChecks.of(host, SiteSettings.defaults(NovaRelease.EPOXY).withPci(report)))
                .singleElement()
                .matches(Finding::isError);
        // device_spec beside kolla's passthrough_whitelist: oslo.config adds both, nothing to say
        assertThat(HostChecks.of(host, SiteSettings.defaults(NovaRelease.EPOXY).withPci(plain)))
                .isEmpty();
        assertThat(HostChecks.of(host, SiteSettings.defaults(NovaRelease.YOGA).withPci(plain)))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("replaces"));
    }

    @Test
    void maxInstancesIsWrittenFrom29Only() {
        // given
        var most = Map.of(dev.gantry.gpu.catalogue.MdevType.parse("nvidia-697"), 1);
        SiteSettings d = SiteSettings.defaults(NovaRelease.EPOXY);
        SiteSettings now =
                new SiteSettings(d.release(), d.forms(), d.pci(), d.classes(), most, d.aliases(), d.extraFilters());
        SiteSettings old =
                new SiteSettings(NovaRelease.ZED, d.forms(), d.pci(), d.classes(), most, d.aliases(), d.extraFilters());
        // then
        assertThat(body(SOLE, now)).contains("max_instances = 1");
        assertThat(body(SOLE, old)).doesNotContain("max_instances");
    }

    @Test
    void sameDevicesInAnyOrderGiveTheSameBytes() {
        // given
        HostDevices turned = new HostDevices("h", List.of("g"), MIXED.devices().reversed());
        // then
        assertThat(body(turned, SiteSettings.defaults(NovaRelease.EPOXY)))
                .isEqualTo(body(MIXED, SiteSettings.defaults(NovaRelease.EPOXY)));
    }

    @Test
    void highVirtualFunctionsAreWrittenRight() {
        // given
        HostDevices host = Sites.host("h", "g", Sites.mdevs("0000:17:00.0", "nvidia-697", 4, 15, 31));
        // then
        assertThat(body(host, SiteSettings.defaults(NovaRelease.EPOXY)))
                .contains("device_addresses = 0000:17:01.0,0000:17:02.3,0000:17:04.3\n");
        StringBuilder out = new StringBuilder();
        ConfText.append(out, PciAddress.parse("10ab:cd:1f.7"));
        assertThat(out).hasToString("10ab:cd:1f.7");
    }

    private static String body(HostDevices host, SiteSettings settings) {
        return new HostRenderer(settings).body(host);
    }
}
