package dev.gantry.imagebuilder.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as the same, whatever it holds. */
class OpenStackConfigRoundTripTest {

    @Test
    void whatIsWrittenIsReadAsTheSame() throws IOException {
        // given
        List<ImageDefinition> images =
                OpenStackConfigFiles.read(OpenStackConfigFiles.resource("/openstack/rocky9-nvidia.yml"), Map.of());

        // when
        String text = OpenStackConfigWriter.write(images);

        // then
        assertThat(OpenStackConfigFiles.read(text, Map.of())).isEqualTo(images);
        assertThat(text).contains("openstack_images:").contains("- '{{ image_rocky9_nvidia }}'");
    }

    @Test
    void nothingOfADefinitionIsLostOnTheWayOutAndBack() {
        // given
        GitElements own = new GitElements("https://git.example.org/a.git", "{{ x }}/a", "v1", "elements");
        GitElements other = new GitElements("https://git.example.org/b.git", "/b", "v2", null);
        ImageDefinition full = new ImageDefinition(
                "Rocky-9",
                "raw",
                List.of("vm"),
                List.of("tmux"),
                Map.of(
                        "DIB_RPMS", new EnvValue.Artifact("NVIDIA-GRID.zip", "a.rpm"),
                        "A_TOKEN", new EnvValue.Token("tenant"),
                        "A_FILE", new EnvValue.File("/etc/hosts"),
                        "BRACES", new EnvValue.Text("{{ not a variable }}"),
                        "LIST", new EnvValue.Items(List.of("{% x %}", "/"))),
                "shared",
                Map.of("os_type", "linux"),
                List.of(own),
                "20",
                "arm64",
                new GuestDriver("NVIDIA-GRID.zip", "a.rpm", 2),
                "tenant",
                List.of("compute_vgpu"),
                List.of("8c1f9d6a"),
                "optional");
        ImageDefinition sameVariable = new ImageDefinition(
                "rocky_9",
                "qcow2",
                List.of("vm"),
                List.of(),
                Map.of(),
                "private",
                Map.of(),
                List.of(other),
                null,
                "amd64",
                null,
                null,
                List.of(),
                List.of(),
                ImageDefinition.REQUIRED);

        // when
        String text = OpenStackConfigWriter.write(List.of(full, sameVariable));

        // then
        assertThat(OpenStackConfigFiles.read(text, Map.of())).containsExactly(full, sameVariable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "True",
                "0755",
                "0x1F",
                "1_000",
                "1.10",
                "12:30:45",
                "2024-01-31",
                "null",
                "~",
                "",
                " ",
                "a: b",
                "# x",
                "{# x #}",
                "{{ x }}",
                "{% x %}",
                "- a",
                "'",
                "\"",
                "a\nb",
                "\u00FC",
                "!vault x",
                "&a",
                "*a",
                "@x",
                "%x",
                "<<",
                "=",
                "{",
                "[]",
                "$ANSIBLE_VAULT;1.1"
            })
    void textsComeBackAsTheyWere(String text) {
        // given
        ImageDefinition image = new ImageDefinition(
                "rocky",
                "raw",
                List.of("vm", "9"),
                List.of("1.10"),
                Map.of("A", new EnvValue.Text(text), "L", new EnvValue.Items(List.of(text, "on"))),
                "private",
                Map.of("p", text, "yes", "1"),
                List.of(),
                "20",
                "amd64",
                null,
                null,
                List.of("0755"),
                List.of(),
                ImageDefinition.REQUIRED);

        // when / then
        assertThat(OpenStackConfigFiles.read(OpenStackConfigWriter.write(List.of(image)), Map.of()))
                .containsExactly(image);
    }
}
