package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupFormTest {

    private static final SiteSettings ZED = SiteSettings.defaults(NovaRelease.ZED)
            .withClasses(Map.of(MdevType.parse("nvidia-697"), ResourceClass.VGPU));

    @Test
    void rendersTheGuidesFile() {
        // when
        String text = GroupForm.render(Sites.guide(), ZED);
        // then
        Golden.check("revisions/guide-zed/nova-compute.conf", text);
    }

    @Test
    void rendersTheGuidesHostsOnANewRelease() {
        // when
        String text = GroupForm.render(Sites.guide(), SiteSettings.defaults(NovaRelease.EPOXY));
        // then
        Golden.check("revisions/guide-2025.1/nova-compute.conf", text);
        assertThat(text).contains("mdev_class = CUSTOM_NVIDIA_697").doesNotContain("VGPU");
    }

    @Test
    void hostsThatDifferFromTheirGroupComeFirst() {
        // when
        String text = GroupForm.render(Sites.guide(), ZED);
        // then
        assertThat(text.lines().filter(l -> l.startsWith("{% if") || l.startsWith("{% elif")))
                .containsExactly(
                        "{% if inventory_hostname == \"computegpu007\" %}",
                        "{% elif inventory_hostname in groups['compute_multi_instance_gpu'] %}",
                        "{% elif inventory_hostname in groups['compute_vgpu'] %}");
    }

    @Test
    void hostWithoutDevicesInAGroupWithDevicesGetsNothing() {
        // given
        List<HostDevices> hosts =
                List.of(Sites.host("a", "g", Sites.mdevs("0000:21:00.0", "nvidia-697", 0)), Sites.host("b", "g"));
        // when
        String text = GroupForm.render(hosts, ZED);
        // then
        assertThat(RealJinja.render(text, membersByGroup(hosts), Set.of("a", "b"))
                        .get("b"))
                .isBlank();
    }

    @Test
    void emptySiteIsAnEmptyGuard() {
        assertThat(GroupForm.render(List.of(), ZED)).isEqualTo("{% raw %}\n{% endraw %}\n");
    }

    @Test
    void meansTheSameAsTheHostFilesForAnySite() {
        Random random = new Random(20260726);
        for (int round = 0; round < 40; round++) {
            // given
            List<HostDevices> hosts = randomSite(random);
            SiteSettings settings =
                    SiteSettings.defaults(NovaRelease.values()[random.nextInt(NovaRelease.values().length)]);
            // when
            Map<String, String> read = RealJinja.render(
                    GroupForm.render(hosts, settings),
                    membersByGroup(hosts),
                    hosts.stream().map(HostDevices::host).collect(Collectors.toSet()));
            // then
            HostRenderer renderer = new HostRenderer(settings);
            hosts.forEach(h -> assertThat(read.get(h.host()).strip())
                    .as(h.host())
                    .isEqualTo(renderer.body(h).strip()));
        }
    }

    private static Map<String, Set<String>> membersByGroup(List<HostDevices> hosts) {
        Map<String, Set<String>> members = new TreeMap<>();
        hosts.forEach(h -> h.groups()
                .forEach(g -> members.computeIfAbsent(g, k -> new TreeSet<>()).add(h.host())));
        return members;
    }

    private static List<HostDevices> randomSite(Random random) {
        List<HostDevices> hosts = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            List<List<? extends GpuDevice>> devices = new ArrayList<>();
            for (int c = 0; c < random.nextInt(4); c++) {
                String card = "0000:%02x:00.0".formatted(0x21 + 0x10 * c);
                devices.add(
                        random.nextInt(4) == 0
                                ? Sites.cards("1db4", card)
                                : Sites.mdevs(card, "nvidia-" + (697 + random.nextInt(2)), 0, 1));
            }
            HostDevices host = Sites.host("h" + i, "group" + random.nextInt(3), devices.toArray(List[]::new));
            List<String> groups = new ArrayList<>(host.groups());
            if (random.nextBoolean()) {
                groups.add("group" + random.nextInt(3));
            }
            hosts.add(new HostDevices(host.host(), groups, host.devices()));
        }
        return hosts;
    }
}
