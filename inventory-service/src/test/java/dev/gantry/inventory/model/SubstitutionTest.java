package dev.gantry.inventory.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

    private static Substitution of(Map<String, Object> values) {
        TreeMap<String, Effective> variables = new TreeMap<>();
        values.forEach((name, value) -> variables.put(name, new Effective(value, "site", "vgpu.yml")));
        return new Substitution(variables);
    }

    @Test
    void fillsVariablesOfVariables() {
        // given
        Substitution filled = of(Map.of(
                "vgpu_driver_url",
                        "{{ pulp_url }}/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip",
                "pulp_url", "http://{{pulp_host}}",
                "pulp_host", "10.0.0.5:8104"));
        // when
        Object url = filled.value("vgpu_driver_url");
        // then
        assertThat(url)
                .isEqualTo(
                        "http://10.0.0.5:8104/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip");
        assertThat(filled.flaws()).isEmpty();
    }

    @Test
    void loneReferenceKeepsTheKindOfTheValue() {
        // when
        Object value =
                of(Map.of("mine", "{{ theirs }}", "theirs", List.of(1, 2))).value("mine");
        // then
        assertThat(value).isEqualTo(List.of(1, 2));
    }

    @Test
    void twoReferencesInOneValueAreBothFilled() {
        // when
        Object value = of(Map.of("mine", "{{ a }}-{{ b }}", "a", "x", "b", 2)).value("mine");
        // then
        assertThat(value).isEqualTo("x-2");
    }

    @Test
    void unknownVariableIsNamedWithItsFileAndTheNearestName() {
        // given
        Substitution filled = of(Map.of("vgpu_driver_url", "{{ pulp_ulr }}/x", "pulp_url", "http://a"));
        // when
        Object value = filled.value("vgpu_driver_url");
        // then
        assertThat(value).isNull();
        assertThat(filled.flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.field()).isEqualTo("vgpu_driver_url");
            assertThat(flaw.file()).isEqualTo("vgpu.yml");
            assertThat(flaw.next()).contains("Did you mean pulp_url?");
        });
    }

    @Test
    void lookupsFiltersAndStatementsAreRefused() {
        // given
        Substitution filled = of(Map.of(
                "a",
                "file://{{ lookup('env', 'HOME') }}/driver.zip",
                "b",
                "{{ c | default('x') }}",
                "d",
                "{% if x %}y{% endif %}"));
        // when
        List.of("a", "b", "d").forEach(filled::value);
        // then
        assertThat(filled.flaws()).hasSize(3);
    }

    @Test
    void circleEnds() {
        // given
        Substitution filled = of(Map.of("a", "{{ b }}", "b", "{{ a }}"));
        // when
        Object value = filled.value("a");
        // then
        assertThat(value).isNull();
        assertThat(filled.flaws()).singleElement().extracting(Flaw::next).isEqualTo("Break the circle.");
    }
}
