package dev.gantry.inventory.model.variables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablePrecedenceTest {

    private static Group group(String name, List<String> children, Map<String, ?> variables) {
        return new Group(name, children, Variables.of(variables));
    }

    private static EffectiveVariable color(
            Variables site, List<Group> groups, List<String> in, Variables hostVars, Variables own) {
        return new VariablePrecedence(site, new GroupTree(groups))
                .of("gpu0", in, hostVars, own)
                .get("color");
    }

    @Test
    void laterLayersWinOneByOne() {
        // given
        Variables site = Variables.none().with(Map.of("color", "site"), "vgpu.yml");
        List<Group> groups = List.of(
                group("all", List.of(), Map.of("color", "all")),
                group("parent", List.of("child"), Map.of("color", "parent")),
                group("child", List.of(), Map.of("color", "child")));
        Variables hostVars = Variables.of(Map.of("color", "host_vars"));
        Variables own = Variables.of(Map.of("color", "own"));
        Variables none = Variables.none();
        // when, then
        assertThat(color(site, List.of(), List.of(), none, none))
                .isEqualTo(new EffectiveVariable("site", "site", "vgpu.yml"));
        assertThat(color(none, groups.subList(0, 1), List.of(), none, none).source())
                .isEqualTo("group all");
        assertThat(color(none, groups, List.of("parent"), none, none).source()).isEqualTo("group parent");
        assertThat(color(none, groups, List.of("child"), none, none).source()).isEqualTo("group child");
        assertThat(color(none, groups, List.of("child"), hostVars, none).source())
                .isEqualTo("host_vars");
        assertThat(color(site, groups, List.of("child"), hostVars, none).source())
                .isEqualTo("site");
        assertThat(color(site, groups, List.of("child"), hostVars, own).source())
                .isEqualTo("host");
    }

    @Test
    void listsReplaceLists() {
        // given
        List<Group> groups = List.of(group("a", List.of(), Map.of("color", List.of("red", "green"))));
        Variables hostVars = Variables.of(Map.of("color", List.of("blue")));
        // when
        EffectiveVariable color = color(Variables.none(), groups, List.of("a"), hostVars, Variables.none());
        // then
        assertThat(color.value()).isEqualTo(List.of("blue"));
    }

    @Test
    void amongGroupsOfEqualDepthTheLastNameWins() {
        // given
        List<Group> groups =
                List.of(group("b", List.of(), Map.of("color", "b")), group("a", List.of(), Map.of("color", "a")));
        // when
        EffectiveVariable color =
                color(Variables.none(), groups, List.of("a", "b"), Variables.none(), Variables.none());
        // then
        assertThat(color.value()).isEqualTo("b");
    }

    @Test
    void priorityBeatsTheNameButNotTheDepth() {
        // given
        List<Group> groups = List.of(
                group("z_parent", List.of("a"), Map.of("color", "parent", "ansible_group_priority", 100)),
                group("a", List.of(), Map.of("color", "a", "ansible_group_priority", 10)),
                group("z_root", List.of("b"), Map.of()),
                group("b", List.of(), Map.of("color", "b")));
        // when
        EffectiveVariable color =
                color(Variables.none(), groups, List.of("a", "b"), Variables.none(), Variables.none());
        // then
        assertThat(color.value()).isEqualTo("a");
    }

    @Test
    void defaultsOfTheRoleAreThere() {
        // when
        EffectiveVariable value = new VariablePrecedence(Variables.none(), new GroupTree(List.of()))
                .of("gpu0", List.of(), Variables.none(), Variables.none())
                .get("vgpu_reboot_timeout");
        // then
        assertThat(value).isEqualTo(new EffectiveVariable(3600, VariablePrecedence.DEFAULTS, null));
    }
}
