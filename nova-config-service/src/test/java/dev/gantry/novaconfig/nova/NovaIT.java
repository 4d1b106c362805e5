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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Nova makes of our files is what we say it will; see {@link RealNova}. */
class NovaIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SiteSettings PLAIN = SiteSettings.defaults(RealNova.RELEASE);
    private static final SiteSettings PLACED =
            PLAIN.withPci(new Pci(AliasPlace.ONCE, CardMatch.ADDRESS, PciPlacement.SCHEDULE, NeutronSriov.NONE));

    @TempDir
    Path folder;

    @Test
    void everyHostGivesTheDevicesAndClassesThatWePredict() throws Exception {
        // given
        List<HostDevices> hosts = hosts();
        List<Question> questions = new ArrayList<>();
        for (SiteSettings settings : List.of(PLAIN, PLACED)) {
            String site = NovaConf.site(hosts, settings).orElseThrow();
            hosts.forEach(h -> questions.add(Question.of(h, settings, site, flavors(h, settings))));
        }
        // when
        JsonNode answers = RealNova.read(folder, questions);
        // then
        for (int i = 0; i < questions.size(); i++) {
            SiteSettings settings = i < hosts.size() ? PLAIN : PLACED;
            asPredicted(questions.get(i).host(), settings, hosts, answers.path(i));
        }
    }

    @Test
    void maxInstancesIsRead() throws Exception {
        // given
        HostDevices host = Sites.guide().getFirst();
        SiteSettings most = new SiteSettings(
                PLAIN.release(),
                PLAIN.forms(),
                PLAIN.pci(),
                PLAIN.classes(),
                Map.of(MdevType.parse("nvidia-697"), 3),
                PLAIN.aliases(),
                PLAIN.extraFilters());
        // when
        JsonNode answer = RealNova.read(folder, List.of(Question.of(host, most, "", List.of())))
                .path(0);
        // then
        assertThat(answer.path("errors")).isEmpty();
        assertThat(answer.path("most").path("nvidia-697").asInt()).isEqualTo(3);
    }

    @Test
    void devicesThatWeHoldBackNovaRefuses() throws Exception {
        // given
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
                folder, List.of(Question.of(twice, PLAIN, "", List.of()), Question.of(mixed, PLACED, "", List.of())));
        // then
        assertThat(answers.path(0).path("errors").toString()).contains("InvalidLibvirtMdevConfig");
        assertThat(HostChecks.of(twice, PLAIN)).extracting(Finding::code).containsExactly("duplicate-address");
        assertThat(answers.path(1).path("errors").toString()).contains("PlacementPciMixedResourceClassException");
        assertThat(HostChecks.of(mixed, PLACED)).singleElement().matches(Finding::isError);
    }

    @Test
    void filtersAndAliasesThatWeHoldBackNovaRefuses() throws Exception {
        // given
        HostDevices whole = Sites.host("whole", "g", Sites.cards("1db4", "0000:f2:00.0"));
        SiteSettings zones = new SiteSettings(
                PLAIN.release(),
                PLAIN.forms(),
                PLAIN.pci(),
                PLAIN.classes(),
                PLAIN.maxInstances(),
                PLAIN.aliases(),
                List.of("AvailabilityZoneFilter"));
        String site = NovaConf.site(List.of(whole), zones).orElseThrow();
        // when
        JsonNode answers = RealNova.read(
                folder,
                List.of(
                        Question.of(whole, zones, site, List.of()),
                        Question.of(whole, PLAIN, "", List.of(Map.of("pci_passthrough:alias", "gpu-v100-16:1")))));
        // then
        assertThat(answers.path(0).path("errors").toString()).contains("SchedulerHostFilterNotFound");
        assertThat(NovaConf.check(zones)).extracting(Finding::code).containsExactly("zone-filter");
        assertThat(answers.path(1).path("errors").toString()).contains("PciRequestAliasNotDefined");
    }

    private static void asPredicted(HostDevices host, SiteSettings settings, List<HostDevices> all, JsonNode answer)
            throws IOException {
        assertThat(answer.path("nova").asText()).startsWith(RealNova.RELEASE.nova() + ".");
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
