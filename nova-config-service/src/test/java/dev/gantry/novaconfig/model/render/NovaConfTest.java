package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.DeviceType;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PassthroughCards;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NovaConfTest {

    private static final Pci GUIDE = new Pci(AliasPlace.GUIDE, CardMatch.PRODUCT, PciPlacement.OFF, NeutronSriov.NONE);
    private static final List<HostDevices> HOSTS = List.of(new HostDevices(
            "computegpu010",
            List.of("compute", "compute_gpu"),
            java.util.stream.Stream.of("1db4 0000:3b:00.0", "1db5 0000:5e:00.0", "15f8 0000:af:00.0")
                    .flatMap(t -> Sites.cards(t.substring(0, 4), t.substring(5)).stream())
                    .map(GpuDevice.class::cast)
                    .toList()));

    @ParameterizedTest
    @EnumSource(NovaRelease.class)
    void filtersAreTheReleasesOwnAndPciPassthrough(NovaRelease release) {
        // when
        String text = NovaConf.site(HOSTS, SiteSettings.defaults(release)).orElseThrow();
        // then
        String line = text.lines()
                .filter(l -> l.startsWith("enabled_filters"))
                .findFirst()
                .orElseThrow();
        assertThat(line).endsWith("ServerGroupAffinityFilter, PciPassthroughFilter");
        assertThat(line.contains("AvailabilityZoneFilter")).isEqualTo(release.nova() < 24);
    }

    @Test
    void aliasesStandInOneFileOnly() {
        // given
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY);
        // then
        assertThat(NovaConf.site(HOSTS, settings).orElseThrow().lines().filter(l -> l.startsWith("alias")))
                .hasSize(3);
        assertThat(NovaConf.api(HOSTS, settings)).isEmpty();
        assertThat(SiteFiles.ofHost(HOSTS.getFirst(), settings).values()).noneMatch(t -> t.contains("alias"));
    }

    @Test
    void guidesPassthroughFilesWhenAsked() {
        // given
        SiteSettings settings = SiteSettings.defaults(NovaRelease.YOGA).withPci(GUIDE);
        // then
        Golden.check(
                "revisions/guide-passthrough/nova.conf",
                NovaConf.site(HOSTS, settings).orElseThrow());
        Golden.check(
                "revisions/guide-passthrough/nova-api.conf",
                NovaConf.api(HOSTS, settings).orElseThrow());
        Golden.check("revisions/guide-passthrough/nova-compute.conf", GroupForm.render(HOSTS, settings));
    }

    @Test
    void siteWithoutPciDevicesLeavesTheSchedulerAlone() {
        assertThat(NovaConf.site(Sites.guide(), SiteSettings.defaults(NovaRelease.EPOXY)))
                .isEmpty();
    }

    @Test
    void zoneFilterAskedForOnANewReleaseIsRefused() {
        // given
        SiteSettings d = SiteSettings.defaults(NovaRelease.EPOXY);
        SiteSettings asked = new SiteSettings(
                d.release(),
                d.forms(),
                d.pci(),
                d.classes(),
                d.maxInstances(),
                d.aliases(),
                List.of("AvailabilityZoneFilter"));
        // then
        assertThat(NovaConf.check(asked)).singleElement().matches(Finding::isError);
    }

    @Test
    void sriovCapableCardsAreTypePf() {
        assertThat(PassthroughCards.alias(PciId.parse("10de:20b5")).type()).isEqualTo(DeviceType.PF);
        assertThat(PassthroughCards.alias(PciId.parse("10de:1db4")).type()).isEqualTo(DeviceType.PCI);
        assertThat(PassthroughCards.alias(PciId.parse("10DE:0x2236")).type()).isEqualTo(DeviceType.PF);
        assertThat(PassthroughCards.alias(PciId.parse("1002:740f")).name()).isEqualTo("gpu-1002-740f");
    }

    @ParameterizedTest
    @CsvSource({"2025.1,31", "epoxy,31", "Zed,26", "28,28", "2023.2,28", "victoria,22", "2026.2,34", "Hibiscus,34"})
    void releaseIsKnownByAnyOfItsNames(String text, int nova) {
        assertThat(NovaRelease.parse(text).nova()).isEqualTo(nova);
    }

    @Test
    void aliasWithoutDeviceIsNamedAndLeftOut() {
        // given
        PciAlias alias = new PciAlias("gpu-p100", PciId.parse("10de:15f8"), DeviceType.PCI, null);
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY).withAliases(List.of(alias));
        // then
        assertThat(NovaConf.withoutDevice(Sites.guide(), settings))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("alias-without-device");
                    assertThat(f.text()).contains("gpu-p100", "10de:15f8");
                });
        assertThat(NovaConf.withoutDevice(List.of(Sites.host("b", "g", Sites.cards("15f8", "0000:21:00.0"))), settings))
                .isEmpty();
    }

    @Test
    void classOfACardIsSaidOnBothSidesOrNotAtAll() {
        // given
        PciAlias alias =
                new PciAlias("gpu-v", PciId.parse("10de:1db4"), DeviceType.PCI, new ResourceClass("CUSTOM_GPU_V"));
        SiteSettings off = SiteSettings.defaults(NovaRelease.EPOXY).withAliases(List.of(alias));
        SiteSettings scheduled =
                off.withPci(new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.SCHEDULE, NeutronSriov.NONE));
        HostDevices host = Sites.host("b", "g", Sites.cards("1db4", "0000:3d:00.0"));
        // then
        String cls = "\"resource_class\":\"CUSTOM_GPU_V\"";
        assertThat(NovaConf.site(List.of(host), scheduled).orElseThrow()).contains(cls);
        assertThat(new HostRenderer(scheduled).body(host)).contains(cls);
        assertThat(ExpectedProviders.of(host, scheduled, "hv").providers())
                .isEqualTo(Map.of("hv_0000:3D:00.0", Map.of("CUSTOM_GPU_V", 1)));
        assertThat(NovaConf.site(List.of(host), off).orElseThrow()).doesNotContain("resource_class");
        assertThat(new HostRenderer(off).body(host)).doesNotContain("resource_class");
    }

    @Test
    void unknownReleaseIsRefused() {
        assertThatThrownBy(() -> NovaRelease.parse("train"))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining("train");
    }
}
