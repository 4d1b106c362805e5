package dev.gantry.inventory.model.variables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTreeTest {

    private static Group group(String name, String... children) {
        return new Group(name, List.of(children), Variables.none());
    }

    private final GroupTree guide = new GroupTree(List.of(
            group("compute_vgpu"),
            group("compute_multi_instance_gpu"),
            group("vgpu", "compute_multi_instance_gpu", "compute_vgpu"),
            group("iommu", "vgpu")));

    @Test
    void hostIsInTheParentsOfItsGroups() {
        // when
        List<String> memberships = guide.memberships(List.of("compute_vgpu"));
        // then
        assertThat(memberships).containsExactly("compute_vgpu", "iommu", "vgpu");
    }

    @Test
    void lineageGoesFromAllDownToTheDeepest() {
        // when
        List<Group> lineage = guide.lineage(List.of("compute_vgpu"));
        // then
        assertThat(lineage).extracting(Group::name).containsExactly("all", "iommu", "vgpu", "compute_vgpu");
    }

    @Test
    void familyHoldsEverythingBelow() {
        // when
        List<String> family = guide.family("iommu");
        // then
        assertThat(family).containsExactly("compute_multi_instance_gpu", "compute_vgpu", "iommu", "vgpu");
    }

    @Test
    void cycleIsNamedFromEndToEnd() {
        // when
        var cycle = GroupTree.cycle(List.of(group("a", "b"), group("b", "c"), group("c", "a"), group("d", "a")));
        // then
        assertThat(cycle).contains(List.of("a", "b", "c", "a"));
    }

    @Test
    void diamondIsNoCycle() {
        // when
        var cycle = GroupTree.cycle(
                List.of(group("top", "left", "right"), group("left", "low"), group("right", "low"), group("low")));
        // then
        assertThat(cycle).isEmpty();
    }
}
