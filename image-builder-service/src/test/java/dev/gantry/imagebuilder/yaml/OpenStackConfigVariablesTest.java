package dev.gantry.imagebuilder.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions are filled as Ansible fills them, or named. */
class OpenStackConfigVariablesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        yes        | True
        true       | True
        off        | False
        1          | 1
        1.10       | 1.1
        0755       | 493
        "0755"     | 0755
        2024-01-01 | 2024-01-01
        ~          | ``
        ''         | ``
        !unsafe "{{ x }}" | {{ x }}
        "{% raw %}{{ x }}{% endraw %}" | {{ x }}
        "a {# nothing #}b" | a b
        """)
    void aVariableOfTheBuildIsWhatAnsibleHandsOver(String written, String expected) {
        assertThat(OpenStackConfigFiles.read(
                                "openstack_images: [{name: x, elements: [vm], env: {A: " + written + "}}]\n", Map.of())
                        .getFirst()
                        .env())
                .containsEntry("A", new EnvValue.Text(expected));
    }

    @Test
    void aVariableOfAnotherFileIsPutInUnlessThisFileHasIt() {
        // given
        Map<String, String> known = Map.of("pulp_url", "https://pulp.example.org");
        String file = "openstack_images: [{name: x, elements: [vm], env: {DIB_RPMS: '{{ pulp_url }}/a.rpm'}}]\n";

        // when / then
        assertThat(OpenStackConfigFiles.read(file, known).getFirst().env())
                .containsEntry("DIB_RPMS", new EnvValue.Text("https://pulp.example.org/a.rpm"));
        assertThat(OpenStackConfigFiles.read("pulp_url: http://192.0.2.1\n" + file, known)
                        .getFirst()
                        .env())
                .containsEntry("DIB_RPMS", new EnvValue.Text("http://192.0.2.1/a.rpm"));
    }

    @Test
    void variablesAreFilledInNamesAndListsToo() {
        // given
        String file = """
            site: lab
            rpm: "http://192.0.2.1/{{ site }}/a.rpm"
            openstack_images:
              - {name: "rocky-{{ site }}", elements: [vm], env: {DIB_RPMS: ["{{ rpm }}"]}}
            """;
        // when
        ImageDefinition image = OpenStackConfigFiles.read(file, Map.of()).getFirst();
        // then
        assertThat(image.name()).isEqualTo("rocky-lab");
        assertThat(image.env()).containsEntry("DIB_RPMS", new EnvValue.Items(List.of("http://192.0.2.1/lab/a.rpm")));
    }

    @Test
    void namesThePathOfWhatItCannotResolve() {
        assertThatThrownBy(() -> OpenStackConfigFiles.read("openstack_images: ['{{ image_gone }}']", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().found()).contains("image_gone", "no such variable"));
        assertThatThrownBy(() -> OpenStackConfigFiles.read(
                        "openstack_images: [{name: x, elements: [vm], env: {A: '{{ b | c }}'}}]", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().where()).isEqualTo("openstack_images[0].env.A"));
        assertThatThrownBy(() -> OpenStackConfigFiles.read(
                        "a: 'x{{ b }}'\nb: '{{ a }}'\nopenstack_images: [{name: '{{ a }}', elements: [vm]}]", Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(
                                r.violations().getFirst().expected())
                        .isEqualTo("a variable that does not lead back to itself"));
        assertThatThrownBy(() -> OpenStackConfigFiles.read("a: [", Map.of())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> OpenStackConfigFiles.read("openstack_images: []", Map.of()))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void variablesThatDoubleEachOtherAreRefused() {
        // given
        StringBuilder file = new StringBuilder("v0: '0123456789'\n");
        for (int i = 1; i <= 60; i++) {
            file.append("v%d: '{{ v%2$d }}{{ v%2$d }}'\n".formatted(i, i - 1));
        }
        file.append("openstack_images: [{name: '{{ v60 }}', elements: [vm]}]\n");
        // when, then
        assertThatThrownBy(() -> OpenStackConfigFiles.read(file.toString(), Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().expected()).isEqualTo("at most 1048576 characters"));
    }
}
