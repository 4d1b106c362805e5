package dev.gantry.novaconfig.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciAlias;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.flavor.DerivedFlavors;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.EffectiveClasses;
import dev.gantry.novaconfig.model.render.HostChecks;
import dev.gantry.novaconfig.model.render.NovaConf;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.FlavorTemplate;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.model.settings.SiteSettings.AliasPlace;
import dev.gantry.novaconfig.model.settings.SiteSettings.CardMatch;
import dev.gantry.novaconfig.model.settings.SiteSettings.NeutronSriov;
import dev.gantry.novaconfig.model.settings.SiteSettings.Pci;
import dev.gantry.novaconfig.model.settings.SiteSettings.PciPlacement;
import dev.gantry.novaconfig.nova.RealNova.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Nova makes of our files is what we say it will; see {@link RealNova}. */
class NovaIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    static Set<NovaRelease> releases() {
        return RealNova.VERSIONS.keySet();
    }

    /** Those that know {@code max_instances}. */
    static List<NovaRelease> releasesOfNow() {
        return releases().stream().filter(r -> r.can(Capability.MAX_INSTANCES)).toList();
    }

    private static SiteSettings plain(NovaRelease release) {
        return SiteSettings.defaults(release);
    }

    private static SiteSettings placed(NovaRelease release) {
        return plain(release)
                .withPci(new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.SCHEDULE, NeutronSriov.NONE));
    }

    @Test
    void theseAreTheVersionsThatTheScriptInstalls() throws Exception {
        Process process = new ProcessBuilder("../local/tools/nova", "releases").start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(RealNova.VERSIONS.values());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyHostGivesTheDevicesAndClassesThatWePredict(NovaRelease release) throws Exception {
        for (SiteSettings settings : List.of(plain(release), placed(release))) {
            // given
            List<HostDevices> hosts = hosts().stream()
                    .filter(h -> HostChecks.of(h, settings).stream().noneMatch(Finding::isError))
                    .toList();
            String site = NovaConf.site(hosts, settings).orElseThrow();
            // when
            JsonNode answers = RealNova.read(
                    release,
                    folder,
                    hosts.stream()
                            .map(h -> Question.of(h, settings, site, flavors(h, settings)))
                            .toList());
            // then
            assertThat(hosts).hasSizeGreaterThan(3);
            for (int i = 0; i < hosts.size(); i++) {
                asPredicted(hosts.get(i), settings, hosts, answers.path(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("releasesOfNow")
    void maxInstancesIsRead(NovaRelease release) throws Exception {
        // given
        SiteSettings plain = plain(release);
        HostDevices host = Sites.guide().getFirst();
        SiteSettings most = new SiteSettings(
                plain.release(),
                plain.forms(),
                plain.pci(),
                plain.classes(),
                Map.of(MdevType.parse("nvidia-697"), 3),
                plain.aliases(),
                plain.extraFilters());
        // when
        JsonNode answer = RealNova.read(release, folder, List.of(Question.of(host, most, "", List.of())))
                .path(0);
        // then
        assertThat(answer.path("errors")).isEmpty();
        assertThat(answer.path("most").path("nvidia-697").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void devicesThatWeHoldBackNovaRefuses(NovaRelease release) throws Exception {
        // given
        SiteSettings plain = plain(release);
        SiteSettings placed = placed(release);
        HostDevices twice = Sites.host(
                "twice",
                "g",
                Sites.mdevs("0000:21:00.0", "nvidia-697", 0),
                Sites.mdevs("0000:21:00.0", "nvidia-698", 0));
        HostDevices mixed = Sites.host(
                "mixed",
                "g",
                Sites.functions("0000:25:00.0", "nvidia-1414", 0),
                Sites.functions("0000:25:00.0", "nvidia-1415", 1));
        // when
        JsonNode answers = RealNova.read(
                release,
                folder,
                List.of(Question.of(twice, plain, "", List.of()), Question.of(mixed, placed, "", List.of())));
        // then
        assertThat(answers.path(0).path("errors").toString()).contains("InvalidLibvirtMdevConfig");
        assertThat(HostChecks.of(twice, plain)).extracting(Finding::code).containsExactly("duplicate-address");
        assertThat(answers.path(1).path("errors").toString()).contains("PlacementPciMixedResourceClassException");
        assertThat(HostChecks.of(mixed, placed)).anyMatch(Finding::isError);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void filtersAndAliasesThatWeHoldBackNovaRefuses(NovaRelease release) throws Exception {
        // given
        SiteSettings plain = plain(release);
        HostDevices whole = Sites.host("whole", "g", Sites.cards("1db4", "0000:f2:00.0"));
        SiteSettings zones = new SiteSettings(
                plain.release(),
                plain.forms(),
                plain.pci(),
                plain.classes(),
                plain.maxInstances(),
                plain.aliases(),
                List.of("AvailabilityZoneFilter"));
        String site = NovaConf.site(List.of(whole), zones).orElseThrow();
        // when
        JsonNode answers = RealNova.read(
                release,
                folder,
                List.of(
                        Question.of(whole, zones, site, List.of()),
                        Question.of(whole, plain, "", List.of(Map.of("pci_passthrough:alias", "gpu-v100-16:1")))));
        // then
        if (release.can(Capability.ZONE_FILTER_GONE)) {
            assertThat(answers.path(0).path("errors").toString()).contains("SchedulerHostFilterNotFound");
            assertThat(NovaConf.check(zones)).extracting(Finding::code).containsExactly("zone-filter");
        } else {
            assertThat(answers.path(0).path("errors")).isEmpty();
            assertThat(NovaConf.check(zones)).noneMatch(Finding::isError);
        }
        assertThat(answers.path(1).path("errors").toString()).contains("PciRequestAliasNotDefined");
    }

    private static void asPredicted(HostDevices host, SiteSettings settings, List<HostDevices> all, JsonNode answer)
            throws IOException {
        assertThat(answer.path("nova").asText()).startsWith(settings.release().nova() + ".");
        assertThat(answer.path("errors")).as(host.host()).isEmpty();
        EffectiveClasses classes = EffectiveClasses.of(host, settings);
        SortedMap<String, Map<String, String>> mdevs = new TreeMap<>();
        classes.addresses()
                .forEach((type, addresses) -> addresses.forEach(a -> mdevs.put(
                        a.toString(),
                        Map.of(
                                "type",
                                type.toString(),
                                "class",
                                classes.of(type).name()))));
        if (mdevs.size() > 0
                && classes.addresses().size() == 1
                && !settings.release().can(Capability.SOLE_TYPE_HONOURED)) {
            // before 2024.1 one type is that of every device, listed or not
            String type = classes.addresses().keySet().iterator().next().toString();
            mdevs.put(RealNova.FOREIGN.toString(), Map.of("type", type, "class", "VGPU"));
        }
        same(answer.path("mdevs"), mdevs, host);
        same(
                answer.path("assignable"),
                Stream.concat(host.wholeCards(), host.vendorVfio())
                        .map(d -> d.address().toString())
                        .sorted()
                        .toList(),
                host);
        SortedMap<String, Object> providers =
                new TreeMap<>(ExpectedProviders.of(host, settings, "hv").providers());
        providers.keySet().removeIf(name -> name.startsWith("hv_pci_"));
        same(answer.path("providers"), providers, host);
        assertThat(answer.path("filters").toString()).contains("ComputeFilter", "PciPassthroughFilter");
        same(
                answer.path("aliases"),
                NovaConf.aliases(all, settings).stream()
                        .map(PciAlias::name)
                        .sorted()
                        .toList(),
                host);
    }

    private static void same(JsonNode said, Object wanted, HostDevices host) {
        assertThat(said).as(host.host()).isEqualTo(JSON.valueToTree(wanted));
    }

    private static List<Map<String, String>> flavors(HostDevices host, SiteSettings settings) {
        return DerivedFlavors.of(BookableResource.of(List.of(host), settings), FlavorTemplate.GUIDE).values().stream()
                .map(Flavor::extraSpecs)
                .toList();
    }

    private static List<HostDevices> hosts() {
        List<HostDevices> hosts = new ArrayList<>(Sites.guide());
        hosts.add(Sites.host("whole", "g", Sites.cards("20b5", "0000:ab:00.0", "0000:b1:00.0")));
        hosts.add(Sites.host("functions", "g", Sites.functions("0000:25:00.0", "nvidia-1414", 0, 1, 15)));
        hosts.add(Sites.host(
                "mixed",
                "g",
                Sites.mdevs("0000:21:00.0", "nvidia-700", 0, 1),
                Sites.mdevs("0000:21:00.0", "nvidia-699", 3, 31),
                Sites.cards("1db4", "0000:f2:00.0")));
        return hosts;
    }
}
