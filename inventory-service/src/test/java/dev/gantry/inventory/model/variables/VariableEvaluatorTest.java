package dev.gantry.inventory.model.variables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.text.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableEvaluatorTest {

    private static VariableEvaluator of(Map<String, Object> values) {
        TreeMap<String, EffectiveVariable> variables = new TreeMap<>();
        values.forEach((name, value) -> variables.put(name, new EffectiveVariable(value, "site", "vgpu.yml")));
        return new VariableEvaluator(variables);
    }

    @Test
    void fillsVariablesOfVariables() {
        // given
        VariableEvaluator filled = of(Map.of(
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
        assertThat(filled.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "[", "-1 + ", "x if y else ", "'a' ~ "})
    void whatIsNestedOrLongBeyondMeasureIsRefusedAndNotFollowed(String piece) {
        // given
        VariableEvaluator filled = of(Map.of("mine", "{{ " + piece.repeat(20_000) + "1 }}"));
        // when
        Object value = filled.value("mine");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations()).singleElement().satisfies(violation -> assertThat(violation.found())
                .hasSizeLessThan(200));
    }

    @Test
    void chainOfThousandsOfVariablesIsRefused() {
        // given
        Map<String, Object> chain = new java.util.HashMap<>();
        IntStream.range(0, 5000).forEach(i -> chain.put("v" + i, "{{ v" + (i + 1) + " }}"));
        chain.put("v5000", "end");
        VariableEvaluator filled = of(chain);
        // when
        Object value = filled.value("v0");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations()).singleElement().satisfies(violation -> assertThat(violation.expected())
                .contains("200 variables"));
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
        VariableEvaluator filled = of(Map.of("vgpu_driver_url", "{{ pulp_ulr }}/x", "pulp_url", "http://a"));
        // when
        Object value = filled.value("vgpu_driver_url");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("vgpu_driver_url");
            assertThat(violation.file()).isEqualTo("vgpu.yml");
            assertThat(violation.fix()).contains("Did you mean pulp_url?");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        {{ missing | default('x') }}                                  ; x
        {{ missing | default(name) }}                                 ; gpu0
        {{ empty | default('x', true) }}                              ; x
        {{ leads_nowhere | default('x') }}                            ; x
        {{ 'https' if tls | bool else 'http' }}://{{ name | upper }}  ; http://GPU0
        {{ lookup('vars', net ~ '_ips')[groups.seed.0] }}             ; 10.0.0.3
        {{ lookup('vars', 'missing', default='x') }}                  ; x
        {{ net | net_ip }}                                            ; 10.0.0.7
        {{ nested['a'].b[1] }}                                        ; 2
        {{ (1 + 2) ~ 'x' }}                                           ; 3x
        {{ 'a' ~ 1 + 'b' ~ 2 }}                                       ; a1b2
        {{ 'a' in groups and not tls }}                               ; false
        {{ missing is defined or name == 'gpu0' }}                    ; true
        {{ ['a', name] | join(',') }}                                 ; a,gpu0
        {{ '/x/y.zip' | ansible.builtin.basename }}                   ; y.zip
        a{{ nothing }}b                                               ; ab
        {{- name -}}{# said aside #}                                  ; gpu0
        {{ 'yes' if nested.a is defined else 'no' }}                  ; yes
        """)
    void fillsExpressionsAsAnsibleDoes(String text, String wanted) {
        // given
        Map<String, Object> values = new HashMap<>(Map.of(
                "text", text,
                "name", "gpu0",
                "inventory_hostname", "gpu0",
                "empty", "",
                "tls", "no",
                "net", "oc",
                "oc_ips", Map.of("seed0", "10.0.0.3", "gpu0", "10.0.0.7"),
                "groups", Map.of("seed", List.of("seed0")),
                "nested", Map.of("a", Map.of("b", List.of(1, 2))),
                "leads_nowhere", "{{ nobody }}"));
        values.put("nothing", null);
        VariableEvaluator filled = of(values);
        // when
        Object value = filled.value("text");
        // then
        assertThat(filled.violations()).isEmpty();
        assertThat(value).asString().isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if x %}y{% endif %}",
                "{{ lookup('password', '/dev/null') }}",
                "{{ lookup('env', 'SECRET') }}",
                "{{ x | to_nice_yaml }}",
                "{{ x.upper() }}",
                "{{ 'open }}",
                "{{ }}",
                "{{ x['missing'] }}",
                "{{ x + 1 }}",
                "{{ 'x' ~ 1 + 2 }}",
                "{{ 'it\\'s' }}",
                "{{ 'a1' | regex_replace('(?#note)a', 'b') }}",
                "{{ '[1' | from_json }}",
                "{{ 'x' | hash('crc') }}",
                "{{ '1.a' is version('1.2') }}"
            })
    void whatIsNotUnderstoodIsNamedWithItsVariable(String text) {
        // given
        VariableEvaluator filled = of(Map.of("text", "a " + text, "x", Map.of()));
        // when
        Object value = filled.value("text");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("text");
            assertThat(violation.file()).isEqualTo("vgpu.yml");
            assertThat(violation.fix()).isNotBlank();
        });
    }

    @Test
    void circleEnds() {
        // given
        VariableEvaluator filled = of(Map.of("a", "{{ b }}", "b", "{{ a }}"));
        // when
        Object value = filled.value("a");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations())
                .singleElement()
                .extracting(Violation::fix)
                .isEqualTo("Break the circle.");
    }

    @Test
    void variablesThatDoubleEachOtherAreGivenUp() {
        // given
        Map<String, Object> values = new HashMap<>(Map.of("v0", "0123456789"));
        IntStream.rangeClosed(1, 60).forEach(i -> values.put("v" + i, "{{ v%1$d }}{{ v%1$d }}".formatted(i - 1)));
        VariableEvaluator filled = of(values);
        // when
        Object value = filled.value("v60");
        // then
        assertThat(value).isNull();
        assertThat(filled.violations()).singleElement().satisfies(violation -> assertThat(violation.expected())
                .startsWith("at most "));
        assertThat(filled.value("v10")).asString().hasSize(10 << 10);
    }
}
