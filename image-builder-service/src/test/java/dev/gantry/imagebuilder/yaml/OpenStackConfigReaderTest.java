package dev.gantry.imagebuilder.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenStackConfigReaderTest {

    @Test
    void readsTheGuidesImage() throws IOException {
        // given
        String guide = resource("/openstack/rocky9-nvidia.yml");

        // when
        List<ImageDefinition> images = OpenStackConfigReader.read(guide, Map.of());

        // then
        assertThat(images).hasSize(1);
        ImageDefinition image = images.getFirst();
        assertThat(image.violations()).isEmpty();
        assertThat(image.name()).isEqualTo("Rocky9-NVIDIA");
        assertThat(image.type()).isEqualTo("raw");
        assertThat(image.elements()).hasSize(13).startsWith("rocky-container", "rpm", "nvidia-vgpu");
        assertThat(image.packages()).contains("cuda-minimal-build-12-1", "dkms");
        assertThat(image.visibility()).isEqualTo("public");
        assertThat(image.tokenName()).contains("client_configuration_token_05-30-2023-12-41-40");
        assertThat(image.env()).containsEntry("DIB_CLOUD_INIT_GROWPART_DEVICES", new EnvValue.Items(List.of("/")));
        assertThat(image.gitElements().getFirst().version()).isEqualTo("master");
        assertThat(image.gitElements().getFirst().elementsPath()).isEqualTo("elements");
        assertThat(image.properties()).containsEntry("os_distro", "rocky");
        assertThat(image.warnings()).hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() throws IOException {
        // given
        List<ImageDefinition> images = OpenStackConfigReader.read(resource("/openstack/rocky9-nvidia.yml"), Map.of());

        // when
        String text = OpenStackConfigWriter.write(images);

        // then
        assertThat(OpenStackConfigReader.read(text, Map.of())).isEqualTo(images);
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
        assertThat(OpenStackConfigReader.read(text, Map.of())).containsExactly(full, sameVariable);
    }

    @Test
    void whatCannotBeTakenIsNamedAndTheOthersAreTaken() {
        // given
        String file = """
            base_env: {DIB_RELEASE: "9"}
            openstack_images:
              - {name: built, elements: [vm], env: "{{ base_env }}"}
              - {name: downloaded, image_url: "https://cloud.example.org/a.qcow2"}
              - name: sealed
                elements: [vm]
                env:
                  PASSWORD: !vault |
                    $ANSIBLE_VAULT;1.1;AES256
                    6162
              - {name: filtered, elements: [vm], env: "{{ base_env | combine({'A': 'b'}) }}"}
              - {name: "with blank", elements: [vm]}
              - {name: looked, elements: [vm], env: {A: "{{ lookup('ansible.builtin.file', 'secrets/a') }}"}}
              - "{{ image_gone }}"
              - 7
            """;

        // when
        List<OpenStackConfigReader.Item> items = OpenStackConfigReader.readItems(file, Map.of());

        // then
        assertThat(items)
                .extracting(i -> i.image().map(ImageDefinition::name).orElse("-"))
                .containsExactly("built", "-", "-", "-", "-", "looked", "-", "-");
        assertThat(items.getFirst().image().orElseThrow().env()).containsEntry("DIB_RELEASE", new EnvValue.Text("9"));
        assertThat(items)
                .filteredOn(i -> i.image().isEmpty())
                .extracting(i -> i.violations().getFirst().where())
                .containsExactly(
                        "openstack_images[1].image_url",
                        "openstack_images[2].env.PASSWORD",
                        "openstack_images[3].env",
                        "openstack_images[4].name",
                        "openstack_images[6].image_gone",
                        "openstack_images[7]");
    }

    @Test
    void aVariableOfAnotherFileIsPutInUnlessThisFileHasIt() {
        // given
        Map<String, String> known = Map.of("pulp_url", "https://pulp.example.org");
        String file = "openstack_images: [{name: x, elements: [vm], env: {DIB_RPMS: '{{ pulp_url }}/a.rpm'}}]\n";

        // when / then
        assertThat(OpenStackConfigReader.read(file, known).getFirst().env())
                .containsEntry("DIB_RPMS", new EnvValue.Text("https://pulp.example.org/a.rpm"));
        assertThat(OpenStackConfigReader.read("pulp_url: http://192.0.2.1\n" + file, known)
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
        ImageDefinition image = OpenStackConfigReader.read(file, Map.of()).getFirst();
        // then
        assertThat(image.name()).isEqualTo("rocky-lab");
        assertThat(image.env()).containsEntry("DIB_RPMS", new EnvValue.Items(List.of("http://192.0.2.1/lab/a.rpm")));
    }

    @Test
    void namesThePathOfWhatItCannotResolve() {
        assertThatThrownBy(() -> OpenStackConfigReader.read("openstack_images: ['{{ image_gone }}']", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().where()).isEqualTo("image_gone"));
        assertThatThrownBy(() -> OpenStackConfigReader.read(
                        "openstack_images: [{name: x, elements: [vm], env: {A: '{{ b | c }}'}}]", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().where()).isEqualTo("openstack_images[0].env.A"));
        assertThatThrownBy(() -> OpenStackConfigReader.read(
                        "a: 'x{{ b }}'\nb: '{{ a }}'\nopenstack_images: [{name: '{{ a }}', elements: [vm]}]", Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(
                                r.violations().getFirst().found())
                        .isEqualTo("a variable that leads back to itself"));
        assertThatThrownBy(() -> OpenStackConfigReader.read("a: [", Map.of())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> OpenStackConfigReader.read("openstack_images: []", Map.of()))
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
        assertThatThrownBy(() -> OpenStackConfigReader.read(file.toString(), Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().found()).isEqualTo("a text that grows without end"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OpenStackConfigReaderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
