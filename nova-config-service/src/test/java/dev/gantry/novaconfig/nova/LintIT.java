package dev.gantry.novaconfig.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.rule.SiteLints;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.release.Capability;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lint says of a configuration, and where it says nothing, is held to what the real Nova of each release makes of it. */
class LintIT {

    /** Findings that say: Nova stops with this. */
    private static final Set<String> REFUSED = Set.of(
            "alias-malformed",
            "alias-twice",
            "device-spec-malformed",
            "devname-reported",
            "device-spec-takes-both",
            "device-spec-mixed",
            "class-malformed",
            "address-malformed",
            "address-twice",
            "boolean-malformed",
            "conf-malformed",
            "type-twice",
            "max-instances-malformed",
            "filter-unknown",
            "zone-filter");

    private static final String IDS = "\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\"";
    private static final List<String> ALIASES = List.of(
            "{" + IDS + "}",
            "'{" + IDS + "}'",
            "{" + IDS.replace("10de", "10DE") + "}",
            "{" + IDS + ",\"device_type\":\"type-PF\"}",
            "{" + IDS + ",\"device_type\":\"type-pf\"}",
            "{" + IDS + ",\"numa_policy\":\"socket\"}",
            "{" + IDS + ",\"numa_policy\":\"near\"}",
            "{" + IDS + ",\"capability_type\":\"pci\"}",
            "{" + IDS + ",\"resource_class\":\"CUSTOM_A\",\"traits\":\"A\"}",
            "{" + IDS + ",\"custom_resource_class\":\"A\"}",
            "{" + IDS + ",}",
            "[{" + IDS + "}]",
            "{'name':'x'}",
            "x",
            "{\"name\":\"x\",\"vendor_id\":\"0x10de\",\"product_id\":\"2331\"}",
            "{\"name\":\"x\",\"vendor_id\":10,\"product_id\":\"2331\"}",
            "{\"name\":\"\",\"vendor_id\":\"10de\",\"product_id\":\"2331\"}",
            "{\"vendor_id\":\"10de\",\"product_id\":\"2331\"}",
            "{" + IDS + ",\"device_type\":\"type-PF\"}\nalias = {" + IDS.replace("2331", "2330")
                    + ",\"device_type\":\"type-VF\"}",
            "{" + IDS + "}\nalias = {" + IDS.replace("2331", "2330") + "}");
    private static final List<String> DEVICE_SPECS = List.of(
            "{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}",
            "[{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}, {\"vendor_id\":\"10de\",\"product_id\":\"1db5\"}]",
            "{\"address\":\"*:3d:00.*\"}",
            "{\"address\":{\"bus\":\"3d\",\"slot\":\"0[0-3]\"}}",
            "{\"devname\":\"nowhere0\",\"physical_network\":\"p\"}",
            "{\"vendor_id\":\"10de\", managed:\"no\"}",
            "{\"vendor_id\":\"10de\",}",
            "\"10de\"",
            "[\"10de\"]",
            "{\"address\":\"0000:3d:00.9\"}",
            "{\"address\":\"0000:3d:40.0\"}",
            "{\"address\":\"1:0000:3d:00.0\"}",
            "{\"address\":{\"bus\":\"(\"}}",
            "{\"address\":\"0000:3d:00.0\",\"devname\":\"nowhere0\"}",
            "{\"vendor_id\":\"10de\",\"managed\":\"nope\"}",
            "{}");
    private static final List<String> DEVICES = List.of(
            "enabled_mdev_types = nvidia-688\n[mdev_nvidia-688]\ndevice_addresses = 0000:11:00.4\nmdev_class = VGPU",
            "enabled_mdev_types = nvidia-688\n"
                    + "[mdev_nvidia-688]\n"
                    + "device_addresses = 0000:11:00.4\n"
                    + "mdev_class = CUSTOM_A",
            "enabled_mdev_types = nvidia-688, nvidia-700\n[mdev_nvidia-688]\ndevice_addresses = 0000:11:00.4\n"
                    + "mdev_class = VGPU_24G\n[mdev_nvidia-700]\ndevice_addresses = 0000:11:00.5",
            "enabled_mdev_types = nvidia-688, nvidia-700\n[mdev_nvidia-688]\ndevice_addresses = 0000:11:00.4\n"
                    + "[mdev_nvidia-700]\ndevice_addresses = 11:00.5",
            "enabled_mdev_types = nvidia-688, nvidia-700\n"
                    + "[mdev_nvidia-688]\n"
                    + "device_addresses = 0000:11:00.4\n"
                    + "mdev_class = CUSTOM_A\n"
                    + "[mdev_nvidia-700]\n"
                    + "device_addresses = 0000:11:00.5\n"
                    + "mdev_class = CUSTOM_B");
    private static final List<String> FILTERS = List.of(
            "ComputeFilter, PciPassthroughFilter",
            "PciPassthroughFilter",
            "[ComputeFilter, PciPassthroughFilter]",
            "ComputeFilter, PciPassthroughFilter, RamFilter",
            "ComputeFilter",
            "AvailabilityZoneFilter, ComputeFilter, PciPassthroughFilter");

    /** Further ones, apart by a line of dashes: how oslo.config takes values, and what Nova takes for keys, addresses, classes and filters. */
    private static final Path SAMPLES = Path.of("src/test/resources/lint/nova-samples.txt");

    /** A card, two of its functions, and another one. */
    private static final List<Map<String, String>> PCI = List.of(
            device("0000:11:00.0", "20b5", "type-PF", null),
            device("0000:11:00.4", "20b5", "type-VF", "0000:11:00.0"),
            device("0000:11:00.5", "20b5", "type-VF", "0000:11:00.0"),
            device("0000:3d:00.0", "1db4", "type-PCI", null));

    @TempDir
    Path folder;

    static Set<NovaRelease> releases() {
        return RealNova.VERSIONS.keySet();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void findingsAndSilencesAreNovas(NovaRelease release) throws Exception {
        // given
        List<String> samples = new ArrayList<>();
        ALIASES.forEach(a -> samples.add("[pci]\nalias = " + a + "\n"));
        DEVICE_SPECS.forEach(d -> samples.add("[pci]\ndevice_spec = " + d + "\n"));
        DEVICES.forEach(d -> samples.add("[devices]\n" + d + "\n"));
        FILTERS.forEach(f -> samples.add("[filter_scheduler]\nenabled_filters = " + f
                + "\n[pci]\ndevice_spec = {\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}\n"));
        samples.addAll(List.of(Files.readString(SAMPLES).split("\n---\n")));
        // when
        JsonNode answers = RealNova.ask(
                release, folder, samples.stream().map(LintIT::question).toList());
        // then
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            difference(release, samples.get(i), answers.path(i)).forEach(differences::add);
        }
        assertThat(String.join("\n\n", differences)).isEmpty();
    }

    private static List<String> difference(NovaRelease release, String sample, JsonNode answer) {
        List<String> codes =
                SiteLints.all(ConfigFolderReader.read(Map.of("kolla/config/nova.conf", sample)), release).stream()
                        .map(LintFinding::code)
                        .toList();
        List<String> differences = new ArrayList<>();
        boolean isRefused = !answer.path("errors").isEmpty();
        boolean isSaid = codes.stream().anyMatch(REFUSED::contains)
                || release.can(Capability.ALIAS_CHECKED_AT_START) && codes.contains("alias-without-ids");
        if (isRefused != isSaid) {
            differences.add("%s\n  the lint says %s, Nova %s".formatted(sample, codes, answer.path("errors")));
        }
        List<String> filters = StreamSupport.stream(answer.path("filters").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        boolean isWithoutUsual = sample.contains("enabled_filters") && !isRefused && !filters.contains("ComputeFilter");
        if (isWithoutUsual != (codes.contains("filters-missing") && !isRefused)) {
            differences.add("%s\n  the lint says %s, Nova filters by %s".formatted(sample, codes, filters));
        }
        Set<String> given = texts(answer.path("assignable"));
        boolean isTaken = given.removeAll(texts(answer.path("mdevs"))) && !isRefused;
        if (isTaken != (codes.contains("device-spec-takes-vgpus") && !isRefused)) {
            differences.add("%s\n  the lint says %s, of %s Nova gives %s away"
                    .formatted(sample, codes, answer.path("mdevs"), answer.path("assignable")));
        }
        return differences;
    }

    /** Items of a list, names of a mapping. */
    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        node.fieldNames().forEachRemaining(texts::add);
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, String> device(String address, String product, String type, @Nullable String parent) {
        Map<String, String> device =
                new TreeMap<>(Map.of("address", address, "vendor", "10de", "product", product, "type", type));
        if (parent != null) {
            device.put("parent", parent);
        }
        return device;
    }

    private static Map<String, Object> question(String sample) {
        return Map.of(
                "compute",
                "",
                "site",
                sample,
                "mdevs",
                List.of("0000:11:00.4", "0000:11:00.5"),
                "pci",
                PCI,
                "flavors",
                List.of());
    }
}
