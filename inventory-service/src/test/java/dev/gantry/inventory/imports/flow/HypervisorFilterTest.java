package dev.gantry.inventory.imports.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypervisorFilterTest {

    private static Group group(String name, String... children) {
        return new Group(name, List.of(children), Variables.none());
    }

    /** Kayobe's own groups, and a site's. */
    private static final GroupTree KAYOBE = new GroupTree(List.of(
            group("controllers"),
            group("network", "controllers"),
            group("storage"),
            group("compute", "compute-vgpu"),
            group("compute-vgpu"),
            group("gpu_a100"),
            group("overcloud", "controllers", "network", "storage", "compute", "gpu_a100"),
            group("vgpu", "compute-vgpu"),
            group("iommu", "vgpu", "passthrough"),
            group("passthrough"),
            group("baremetal-compute", "gpu_rented"),
            group("gpu_rented"),
            group("compute_monitoring")));

    @ParameterizedTest
    @CsvSource({
        "compute, true",
        "compute-vgpu, true",
        "gpu_a100, true",
        "passthrough, true",
        "controllers, false",
        "storage, false",
        "baremetal-compute, false",
        "gpu_rented, false",
        "compute_monitoring, false",
        "compute baremetal-compute, true"
    })
    void hypervisorsAreToldByTheStructureOfTheGroups(String groups, boolean expected) {
        assertThat(HypervisorFilter.isHypervisor(List.of(groups.split(" ")), KAYOBE))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"compute, true", "compute_gpu, true", "baremetal-compute, false", "controllers, false"})
    void folderWithoutKayobesOvercloudIsReadByItsNames(String group, boolean expected) {
        // given
        GroupTree tree = new GroupTree(Stream.of("controllers", "compute", "compute_gpu", "baremetal-compute")
                .map(HypervisorFilterTest::group)
                .toList());
        // when, then
        assertThat(HypervisorFilter.isHypervisor(List.of(group), tree)).isEqualTo(expected);
    }
}
