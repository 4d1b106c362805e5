package dev.gantry.novaconfig.lint.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder is the guide's, block by block as it prints them: "Support for GPUs in OpenStack". */
class SiteLintsTest {

    private static final Path GUIDE = Path.of("src/test/resources/lints/guide");

    @Test
    void everyTrapOfTheGuideIsNamedWithFileLineAndFix() {
        // when
        List<LintFinding> lints = SiteLints.all(ConfigFolderReader.read(files(GUIDE)), NovaRelease.ZED);
        // then
        StringBuilder all = new StringBuilder();
        lints.forEach(l -> all.append(l.file())
                .append(':')
                .append(l.line())
                .append(' ')
                .append(l.code())
                .append(": ")
                .append(l.text())
                .append(' ')
                .append(l.fix())
                .append('\n'));
        dev.gantry.novaconfig.model.render.Golden.check("lints/guide.txt", all.toString());
        assertThat(lints)
                .extracting(LintFinding::code)
                .contains(
                        "group-unknown",
                        "address-not-defined",
                        "yaml-indent",
                        "pulp-url-scheme",
                        "sole-type",
                        "class-not-offered",
                        "alias-on-one-side");
        assertThat(lints)
                .filteredOn(l -> l.file().equals("overcloud.yml"))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.line()).isEqualTo(4);
                    assertThat(l.fix()).isEqualTo("Write compute_multi_instance_gpu.");
                });
    }

    @Test
    void cleanFolderHasNoLints() {
        // given
        Map<String, String> files = Map.of(
                "inventory/custom",
                "[compute]\n[compute_vgpu]\n[vgpu:children]\ncompute_vgpu\n",
                "inventory/group_vars/compute_vgpu/vgpu",
                "vgpu_definitions:\n"
                        + "  - pci_address: \"0000:17:00.0\"\n"
                        + "    virtual_functions:\n"
                        + "      - {mdev_type: nvidia-697, index: 0}\n",
                "kolla/config/nova/nova-compute.conf",
                "[devices]\n"
                        + "enabled_mdev_types = nvidia-697\n"
                        + "[mdev_nvidia-697]\n"
                        + "device_addresses = 0000:17:00.4\n"
                        + "mdev_class = CUSTOM_NVIDIA_697\n");
        // then
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void templatesAndFilesOfOthersAreNotJudged() {
        // given
        Map<String, String> files = Map.of(
                "inventory/groups",
                "[compute-gpu]\n",
                "kolla/inventory/overcloud-services.j2",
                "[cron:children]\ncommon\n",
                "environments/a/kolla/inventory/overcloud",
                "[cron:children]\ncommon\n",
                "kolla/config/keepalived/keepalived.conf",
                "{% for h in groups['loadbalancer'] %}\n",
                "kolla/globals.yml",
                "{% if kolla_x %}\na: 1\n{% endif %}\n",
                "kolla/config/nova.conf",
                "[pci]\n{% for g in gpus %}\nalias = { \"name\":\"{{ g.name }}\" }\n{% endfor %}\n"
                        + "# {{ groups['nova-api'] }}\n",
                "kolla/config/nova/nova-compute.conf",
                "[devices]\nenabled_mdev_types = {{ types | join(',') }}\n",
                "flavors.yml",
                "extra_specs: {'pci_passthrough:alias': 'h100:1'}\n");
        // then
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void otherTrapsAreNamed() {
        // given
        Map<String, String> files = Map.of(
                "inventory/group_vars/g/vgpu",
                """
                vgpu_definitions:
                  - pci_address: "0000:ab:00.0"
                    virtual_functions:
                      - {mdev_type: nvidia-697, index: 0}
                      - {mdev_type: nvidia-474, index: 1}
                """,
                "kolla/config/nova/nova-compute.conf",
                """
                [devices]
                enabled_mdev_types = nvidia-697, nvidia-474
                [mdev_nvidia-697]
                device_addresses = 0000:AB:00.4,0000:ab:00.5,0000:ab:00.5
                """,
                "kolla/config/nova.conf",
                "[filter_scheduler]\n"
                        + "enabled_filters = AvailabilityZoneFilter, ComputeFilter\n"
                        + "[pci]\n"
                        + "alias = { \"name\":\"a\" }\n",
                "flavors.yml",
                "f:\n  extra_specs:\n    pci_passthrough:alias: \"b:1\"\n");
        // then
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .contains(
                        "type-of-another-card",
                        "type-and-mig",
                        "address-in-capitals",
                        "type-without-addresses",
                        "address-twice",
                        "zone-filter",
                        "pci-filter-missing",
                        "alias-not-defined");
    }

    @Test
    void addressUnderATypeThatIsMadeElsewhereIsNamed() {
        // given
        Map<String, String> files =
                Map.of("inventory/group_vars/g/vgpu", """
                    vgpu_definitions:
                      - pci_address: "0000:17:00.0"
                        virtual_functions:
                          - {mdev_type: nvidia-697, index: 0}
                          - {mdev_type: nvidia-698, index: 1}
                    """, "kolla/config/nova/nova-compute.conf", """
                    [devices]
                    enabled_mdev_types = nvidia-697, nvidia-698
                    [mdev_nvidia-697]
                    device_addresses = 0000:17:00.5
                    [mdev_nvidia-698]
                    device_addresses = 0000:17:00.5
                    """);
        // then
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .filteredOn(l -> l.code().equals("type-of-another-device"))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.line()).isEqualTo(4);
                    assertThat(l.text()).contains("nvidia-698 at 0000:17:00.5, not nvidia-697");
                    assertThat(l.fix()).contains("[mdev_nvidia-698]");
                });
    }

    @Test
    void schemeIsMissedWhereTheVariableHasNone() {
        // given
        Map<String, String> files = Map.of(
                "pulp.yml",
                "pulp_url: pulp.example.org\n",
                "vgpu.yml",
                "---\nvgpu_driver_url: \"{{ pulp_url }}/x.zip\"\n");
        // then
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .containsExactly(new LintFinding(
                        "vgpu.yml",
                        2,
                        "pulp-url-scheme",
                        "pulp_url has no scheme; this is no URL.",
                        "Write \"http://{{ pulp_url }}/...\"."));
    }

    @Test
    void onlyTypeIsNamedOnEveryReleaseThatIgnoresItsAddresses() {
        // given
        Map<String, String> files = Map.of(
                "kolla/config/nova/nova-compute.conf",
                "[devices]\nenabled_vgpu_types = nvidia-697\n[vgpu_nvidia-697]\ndevice_addresses = 0000:17:00.4\n");
        // then
        for (NovaRelease release : List.of(NovaRelease.parse("victoria"), NovaRelease.parse("2023.2"))) {
            assertThat(SiteLints.all(ConfigFolderReader.read(files), release))
                    .extracting(LintFinding::code)
                    .containsExactly("sole-type");
        }
        assertThat(SiteLints.all(ConfigFolderReader.read(files), NovaRelease.EPOXY))
                .isEmpty();
    }

    private static Map<String, String> files(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            Map<String, String> files = new TreeMap<>();
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
