package dev.gantry.inventory.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DesiredStateReaderTest {

    private static DesiredStateResult read(Map<String, ?> variables, String... groups) {
        TreeMap<String, EffectiveVariable> effective = new TreeMap<>();
        variables.forEach((name, value) -> effective.put(name, new EffectiveVariable(value, "site", name + ".yml")));
        return DesiredStateReader.read(effective, List.of(groups));
    }

    private static List<String> passthrough(DesiredStateResult reading) {
        assertThat(reading.violations()).isEmpty();
        return reading.desired().orElseThrow().passthrough().wishes().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void driverUrlWithAPasswordIsRefusedWithoutRepeatingIt() {
        // given
        Map<String, ?> variables = Map.of(
                "gpu_group_map",
                Map.of("gpus", List.of("a100_80")),
                "vgpu_driver_url",
                "https://pulp:hunter2@10.0.0.5/nvidia.zip");
        // when
        DesiredStateResult reading = read(variables, "gpus");
        // then
        assertThat(reading.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("vgpu_driver_url");
            assertThat(violation.toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void driverUrlsThatNobodyCanFetchAreRefused() {
        for (String url : List.of("http://10.0.0.5:99999/a.zip", "file:///a%00/b.zip", "file://host/x.zip")) {
            Map<String, ?> variables =
                    Map.of("gpu_group_map", Map.of("gpus", List.of("a100_80")), "vgpu_driver_url", url);
            assertThat(read(variables, "gpus").violations()).as(url).hasSize(1);
        }
    }

    @Test
    void wholeCardsFollowFromTheGroupsOfTheHost() {
        // given
        Map<String, ?> variables =
                Map.of("gpu_group_map", Map.of("compute_a100", List.of("a100_80"), "compute_v100", List.of("v100_32")));
        // when
        DesiredStateResult reading = read(variables, "all", "compute", "compute_a100");
        // then
        assertThat(passthrough(reading)).containsExactly("a100_80");
        assertThat(read(variables, "compute").desired()).isEmpty();
    }

    @Test
    void modelThatTheSiteDefinesIsTakenByItsPciId() {
        // given: 2235 without quotes is a number to YAML
        Map<String, ?> variables = Map.of(
                "gpu_group_map", Map.of("gpus", List.of("future_x1", "plain_a40")),
                "stackhpc_gpu_data",
                        Map.of(
                                "future_x1", Map.of("vendor_id", "10DE", "product_id", "3ABC"),
                                "plain_a40", Map.of("product_id", 2235)));
        // when
        DesiredStateResult reading = read(variables, "gpus");
        // then
        assertThat(passthrough(reading)).containsExactly("10de:3abc", "10de:2235");
    }

    @Test
    void modelThatNobodyDefinesIsNamedWithBothWaysOut() {
        // when
        DesiredStateResult reading = read(Map.of("gpu_group_map", Map.of("gpus", List.of("future_x1"))), "gpus");
        // then
        assertThat(reading.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.file()).isEqualTo("gpu_group_map.yml");
            assertThat(violation.found()).isEqualTo("'future_x1'");
            assertThat(violation.fix()).contains("PCI id", "stackhpc_gpu_data");
        });
    }

    @Test
    void passthroughTakesAddressesIdsAndModels() {
        // when
        DesiredStateResult reading = read(Map.of("gantry_passthrough", List.of("0000:3d:00.0", "10de:13bd", "t4")));
        // then
        assertThat(passthrough(reading)).containsExactly("0000:3d:00.0", "10de:13bd", "t4");
    }

    @Test
    void oldNameOfTheDefinitionsIsRead() {
        // when
        DesiredStateResult reading = read(Map.of(
                "vgpu_mig_definitions",
                List.of(Map.of("pci_address", "0000:17:00.0", "virtual_functions", List.of()))));
        // then
        assertThat(reading.violations()).isEmpty();
        assertThat(reading.desired().orElseThrow().vgpu().cards())
                .singleElement()
                .satisfies(card -> assertThat(card.isDiscovery()).isTrue());
    }

    @Test
    void typeOfACardThatNobodyHasListedIsOnlyWarnedOf() {
        // when
        DesiredStateResult reading = read(Map.of(
                "vgpu_definitions",
                List.of(Map.of(
                        "pci_address",
                        "0000:17:00.0",
                        "virtual_functions",
                        List.of(Map.of("mdev_type", "nvidia-9001", "index", 0)),
                        "mig_devices",
                        Map.of("1g.34gb", 7)))));
        // then
        assertThat(reading.violations()).isEmpty();
        assertThat(reading.desired()).isPresent();
        assertThat(reading.warnings()).extracting(Violation::found).anyMatch(f -> f.contains("nvidia-9001"));
    }

    @Test
    void urlWithTwoSchemesIsNamedAndWhatWasMeantToo() {
        // when
        DesiredStateResult reading = read(Map.of(
                "gantry_passthrough",
                List.of("t4"),
                "vgpu_driver_url",
                "http://{{ pulp_url }}/x.zip",
                "pulp_url",
                "https://pulp"));
        // then
        assertThat(reading.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.found()).isEqualTo("http://https://pulp/x.zip");
            assertThat(violation.fix()).contains("One of the two schemes");
        });
    }

    @Test
    void switchesOfTheRolesAreHandedOnAsTheyAre() {
        // when
        DesiredStateResult reading =
                read(Map.of("gantry_passthrough", List.of("t4"), "vgpu_driver_dkms", true, "vgpu_reboot_timeout", 900));
        // then
        assertThat(reading.desired().orElseThrow().options())
                .containsExactlyInAnyOrderEntriesOf(Map.of("vgpu_driver_dkms", "true", "vgpu_reboot_timeout", "900"));
    }
}
