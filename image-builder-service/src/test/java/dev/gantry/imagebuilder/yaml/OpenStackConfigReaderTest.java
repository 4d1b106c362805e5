package dev.gantry.imagebuilder.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.image.EnvValue;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenStackConfigReaderTest {

    @Test
    void readsTheGuidesImage() throws IOException {
        // given
        String guide = OpenStackConfigFiles.resource("/openstack/rocky9-nvidia.yml");

        // when
        List<ImageDefinition> images = OpenStackConfigFiles.read(guide, Map.of());

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

    @Test
    void aFileOfWindowsWithAByteOrderMarkIsRead() {
        assertThat(OpenStackConfigFiles.read(
                        "\uFEFF---\r\nopenstack_images:\r\n  - name: x\r\n    elements:\r\n      - vm\r\n", Map.of()))
                .extracting(ImageDefinition::name)
                .containsExactly("x");
    }
}
