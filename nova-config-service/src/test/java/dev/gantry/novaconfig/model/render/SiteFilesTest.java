package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.SiteSettings.AliasPlace;
import dev.gantry.novaconfig.model.settings.SiteSettings.CardMatch;
import dev.gantry.novaconfig.model.settings.SiteSettings.NeutronSriov;
import dev.gantry.novaconfig.model.settings.SiteSettings.Pci;
import dev.gantry.novaconfig.model.settings.SiteSettings.PciPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteFilesTest {

    @Test
    void guidesSiteAsAWhole() {
        // given
        SiteSettings zed = SiteSettings.defaults(NovaRelease.ZED)
                .withClasses(Map.of(MdevType.parse("nvidia-697"), ResourceClass.VGPU));
        // when
        var files = SiteFiles.ofSite(Sites.guide(), zed);
        // then
        assertThat(files)
                .containsOnlyKeys(
                        "inventory/custom",
                        "inventory/group_vars/compute_multi_instance_gpu/vgpu",
                        "inventory/group_vars/compute_vgpu/vgpu",
                        "inventory/host_vars/computegpu007/vgpu",
                        "kolla.yml",
                        "kolla/config/nova/nova-compute.conf",
                        "overcloud.yml");
        Golden.check("revisions/guide-zed/site.txt", print(files));
    }

    @Test
    void hostFileIsWhereTheReleaseReadsIt() {
        assertThat(SiteFiles.hostPath("h", NovaRelease.EPOXY)).isEqualTo("kolla/config/nova/h/nova-compute.conf");
        assertThat(SiteFiles.hostPath("h", NovaRelease.ANTELOPE)).isEqualTo("kolla/config/nova/h/nova.conf");
    }

    @Test
    void driverIsNamedOnceWhileHostsAgree() {
        assertThat(DriverFiles.of(Map.of("a", "http://p/d.zip", "b", "http://p/d.zip")))
                .containsExactly(Map.entry("vgpu.yml", "---\nvgpu_driver_url: \"http://p/d.zip\"\n"));
        assertThat(DriverFiles.of(Map.of("a", "http://p/d.zip", "b", "http://p/e.zip")))
                .containsOnlyKeys("inventory/host_vars/a/vgpu-driver", "inventory/host_vars/b/vgpu-driver");
        assertThat(DriverFiles.of(Map.of())).isEmpty();
    }

    /** Three ways x every release x one to eight cards x a mixed group. */
    @ParameterizedTest
    @EnumSource(NovaRelease.class)
    void matrix(NovaRelease release) {
        StringBuilder all = new StringBuilder();
        for (int cards : new int[] {1, 2, 8}) {
            List<HostDevices> hosts = List.of(
                    sliced("mdev-" + cards, cards),
                    whole("whole-" + cards, cards),
                    vfio("vfio-" + cards, cards),
                    mixed(cards));
            Pci pci = new Pci(
                    AliasPlace.ONCE,
                    CardMatch.ADDRESS,
                    release.can(Capability.PCI_IN_PLACEMENT) ? PciPlacement.SCHEDULE : PciPlacement.OFF,
                    NeutronSriov.NONE);
            SiteSettings settings = SiteSettings.defaults(release).withPci(pci);
            hosts.forEach(h -> {
                all.append("# findings of ").append(h.host()).append(": ");
                all.append(HostChecks.of(h, settings).stream()
                                .map(Finding::code)
                                .toList())
                        .append('\n');
                all.append(print(SiteFiles.ofHost(h, settings)));
            });
            all.append(print(SiteFiles.ofSite(hosts, settings)));
        }
        Golden.check("revisions/matrix/" + release.series() + ".txt", all.toString());
    }

    private static HostDevices sliced(String name, int cards) {
        return host(name, cards, "compute_vgpu", c -> Sites.mdevs(c, "nvidia-697", 0, 1));
    }

    private static HostDevices whole(String name, int cards) {
        return host(name, cards, "compute_gpu", c -> Sites.cards("20b5", c));
    }

    private static HostDevices vfio(String name, int cards) {
        return host(name, cards, "compute_noble", c -> Sites.functions(c, "nvidia-1414", 0, 1));
    }

    private static HostDevices mixed(int cards) {
        List<GpuDevice> devices = new ArrayList<>(sliced("x", cards).devices());
        devices.addAll(Sites.mdevs("0000:f1:00.0", "nvidia-700", 0, 1, 2));
        devices.addAll(Sites.mdevs("0000:f1:00.0", "nvidia-699", 3));
        devices.addAll(Sites.cards("1db4", "0000:f2:00.0"));
        return new HostDevices("mixed-" + cards, List.of("compute", "compute_vgpu"), devices);
    }

    private static HostDevices host(
            String name, int cards, String group, java.util.function.Function<String, List<? extends GpuDevice>> each) {
        List<GpuDevice> devices = new ArrayList<>();
        IntStream.range(0, cards).forEach(i -> devices.addAll(each.apply("0000:%02x:00.0".formatted(0x11 + i * 0x10))));
        return new HostDevices(name, List.of("compute", group), devices);
    }

    private static String print(Map<String, String> files) {
        StringBuilder out = new StringBuilder();
        files.forEach(
                (path, text) -> out.append("=== ").append(path).append('\n').append(text));
        return out.toString();
    }
}
