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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenStackConfigReaderTest {

    @Test
    void readsTheGuidesImage() throws IOException {
        // given
        String guide = resource("/openstack/rocky9-nvidia.yml");

        // when
        List<ImageDefinition> images = read(guide, Map.of());

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
        List<ImageDefinition> images = read(resource("/openstack/rocky9-nvidia.yml"), Map.of());

        // when
        String text = OpenStackConfigWriter.write(images);

        // then
        assertThat(read(text, Map.of())).isEqualTo(images);
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
        assertThat(read(text, Map.of())).containsExactly(full, sameVariable);
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
                .containsExactly("built", "-", "-", "filtered", "-", "looked", "-", "-");
        assertThat(items.getFirst().image().orElseThrow().env()).containsEntry("DIB_RELEASE", new EnvValue.Text("9"));
        assertThat(items)
                .filteredOn(i -> i.image().isEmpty())
                .extracting(i -> i.violations().getFirst().where())
                .containsExactly(
                        "openstack_images[1].image_url",
                        "openstack_images[2].env.PASSWORD",
                        "openstack_images[4].name",
                        "openstack_images[6]",
                        "openstack_images[7]");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', nullValues = "-", textBlock = """
        openstack_images: "{{ a + b }}" -> x y
        openstack_images: "{{ a }}" -> x
        openstack_images: "{{ a + [{'name': 'z', 'elements': ['vm']}] }}" -> x z
        openstack_images: "{{ (b | default([])) + (none_here | default([])) }}" -> y
        openstack_images: [*base, {<<: *base, name: merged}] -> base merged
        openstack_images: [{<<: [*base, *b2], name: merged}] -> merged
        openstack_images: [{<<: *base, name: first}, {<<: *base}, {<<: *base}] -> first base -
        openstack_images: ["{{ a | first }}", "{{ b[0] }}"] -> x y
        openstack_images: ["{{ hosts.one }}"] -> one
        openstack_images: [{name: "{{ site | upper }}-{{ 9 }}", elements: [vm]}] -> LAB-9
        openstack_images: [{name: "{{ 'x' if site == 'lab' else 'y' }}", elements: [vm]}] -> x
        openstack_images: [{name: x, elements: "{{ ['vm'] + more }}"}] -> x
        openstack_images: [{name: x, elements: [vm], env: }] -> x
        openstack_images: [{name: x, elements: [vm]}, {name: x, elements: [vm]}] -> x -
        os_images_list: [{name: x, elements: [vm]}] -> x
        openstack_images: [{name: 22.04, elements: [vm]}] -> 22.04
        openstack_images: [{name: !vault x, elements: [vm]}, {name: y, elements: [vm]}] -> - y
        openstack_images: [{name: x, elements: [!vault x]}, !vault z, {name: y, elements: [vm], properties: {a: !vault x}}] -> - - -
        openstack_images: [{name: x, elements: [vm], env: {A: "http://u:{{ sealed }}@h"}}] -> -
        openstack_images: [{name: x, elements: [vm], env: {A: "{{ creds.password | default('none') }}"}}] -> -
        openstack_images: [{name: x, elements: [vm], env: {A: {b: c}}}] -> -
        openstack_images: [{name: x, elements: vm}] -> -
        openstack_images: [{name: "{{ lookup('env', 'NAME') }}", elements: [vm]}] -> -
        openstack_images: [{name: "{{ loop }}", elements: [vm]}, {name: y, elements: [vm]}] -> - y
        openstack_images: [{name: x, elements: [vm], gantry: {driver: {}}}] -> -
        openstack_images: [{name: x, elements: [vm], gantry: {driver: {bundle: b.zip, featureType: two}}}] -> -
        """)
    void readsAFileAsAnsibleDoes(String list, String expected) {
        // given
        String file = """
            site: lab
            more: [epel]
            sealed: !vault x
            creds: {user: u, password: !vault x}
            loop: "{{ pool }}"
            pool: "{{ loop }}"
            base: &base {name: base, elements: [vm]}
            b2: &b2 {elements: [grub2], packages: [tmux]}
            a: [{name: x, elements: [vm]}]
            b: [{name: y, elements: [vm], env: {LATER: "{{ site }}"}}]
            hosts: {one: "{{ other }}"}
            other: {name: one, elements: [vm]}
            """ + list + "\n";

        // when
        List<OpenStackConfigReader.Item> items = OpenStackConfigReader.readItems(file, Map.of());

        // then
        assertThat(items.stream().map(i -> i.image().map(ImageDefinition::name).orElse("-")))
                .containsExactly(expected == null ? new String[] {"-"} : expected.split(" "));
        assertThat(items).allSatisfy(i -> assertThat(i.image().isEmpty())
                .isEqualTo(!i.violations().isEmpty()));
        assertThat(items).flatExtracting(OpenStackConfigReader.Item::violations).allSatisfy(v -> assertThat(v.where())
                .startsWith(list.substring(0, list.indexOf(':')) + "["));
    }

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
        assertThat(read("openstack_images: [{name: x, elements: [vm], env: {A: " + written + "}}]\n", Map.of())
                        .getFirst()
                        .env())
                .containsEntry("A", new EnvValue.Text(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        is_public: yes                      | public  | 0
        is_public: "True"                   | public  | 0
        is_public: no                       | private | 0
        is_public: no, visibility: community| community | 0
        size: 20                            | private | 1
        visibility: private, owner: abc     | private | 1
        visibility: private, force_rebuild: true, tags: [a] | private | 2
        visibility: private, type: raw, type: qcow2 | private | 1
        visibility: private, env: {A: }     | private | 1
        visibility: private, properties: {a: , b: 1} | private | 1
        visibility: private, gantry: {unknown: 1} | private | 1
        """)
    void whatIsNotTakenIsTold(String fields, String visibility, int warnings) {
        // when
        OpenStackConfigReader.Item item = OpenStackConfigReader.readItems(
                        "openstack_images: [{name: x, elements: [vm], " + fields + "}]\n", Map.of())
                .getFirst();

        // then
        assertThat(item.image().orElseThrow().visibility()).isEqualTo(visibility);
        assertThat(item.warnings()).hasSize(warnings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                   | body | nothing
        # only a comment                     | body | nothing
        - {name: x}                          | body | no mapping at the top
        $ANSIBLE_VAULT;1.1;AES256            | body | a file that ansible-vault has sealed
        a: 1\\n---\\nopenstack_images: []    | body | more than one document
        a: b\\n\\tc: d                       | body | line 2: found character
        a: [                                 | body | line 1:
        openstack_images: !vault x           | openstack_images | a value under !vault
        openstack_images: "{{ gone }}"       | openstack_images | {{ gone }}: no such variable
        openstack_images: []                 | openstack_images | no image
        openstack_images: {a: b}             | openstack_images | {a=b}
        overcloud_dib_host_images: [{name: x, elements: [vm]}] | openstack_images | no such list; images stand in overcloud_dib_host_images
        """)
    void aFileWithoutImagesIsRefusedWithItsPlace(String file, String where, String found) {
        assertThatThrownBy(() -> OpenStackConfigReader.readItems(
                        file.replace("\\n", "\n").replace("\\t", "\t"), Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.violations().getFirst().where()).isEqualTo(where);
                    assertThat(e.violations().getFirst().found()).startsWith(found);
                });
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
        assertThat(read(OpenStackConfigWriter.write(List.of(image)), Map.of())).containsExactly(image);
    }

    @Test
    void aFileOfWindowsWithAByteOrderMarkIsRead() {
        assertThat(read("\uFEFF---\r\nopenstack_images:\r\n  - name: x\r\n    elements:\r\n      - vm\r\n", Map.of()))
                .extracting(ImageDefinition::name)
                .containsExactly("x");
    }

    @Test
    void aVariableOfAnotherFileIsPutInUnlessThisFileHasIt() {
        // given
        Map<String, String> known = Map.of("pulp_url", "https://pulp.example.org");
        String file = "openstack_images: [{name: x, elements: [vm], env: {DIB_RPMS: '{{ pulp_url }}/a.rpm'}}]\n";

        // when / then
        assertThat(read(file, known).getFirst().env())
                .containsEntry("DIB_RPMS", new EnvValue.Text("https://pulp.example.org/a.rpm"));
        assertThat(read("pulp_url: http://192.0.2.1\n" + file, known).getFirst().env())
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
        ImageDefinition image = read(file, Map.of()).getFirst();
        // then
        assertThat(image.name()).isEqualTo("rocky-lab");
        assertThat(image.env()).containsEntry("DIB_RPMS", new EnvValue.Items(List.of("http://192.0.2.1/lab/a.rpm")));
    }

    @Test
    void namesThePathOfWhatItCannotResolve() {
        assertThatThrownBy(() -> read("openstack_images: ['{{ image_gone }}']", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().found()).contains("image_gone", "no such variable"));
        assertThatThrownBy(
                        () -> read("openstack_images: [{name: x, elements: [vm], env: {A: '{{ b | c }}'}}]", Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().where()).isEqualTo("openstack_images[0].env.A"));
        assertThatThrownBy(() -> read(
                        "a: 'x{{ b }}'\nb: '{{ a }}'\nopenstack_images: [{name: '{{ a }}', elements: [vm]}]", Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, r -> assertThat(
                                r.violations().getFirst().expected())
                        .isEqualTo("a variable that does not lead back to itself"));
        assertThatThrownBy(() -> read("a: [", Map.of())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("openstack_images: []", Map.of())).isInstanceOf(ProblemException.class);
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
        assertThatThrownBy(() -> read(file.toString(), Map.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        r -> assertThat(r.violations().getFirst().expected()).isEqualTo("at most 1048576 characters"));
    }

    /** All of a file that holds nothing to be refused; the first refusal otherwise. */
    private static List<ImageDefinition> read(String yaml, Map<String, String> known) {
        return OpenStackConfigReader.readItems(yaml, known).stream()
                .map(item -> item.image()
                        .orElseThrow(() -> ProblemException.invalid("refused", "refused", item.violations())))
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OpenStackConfigReaderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
