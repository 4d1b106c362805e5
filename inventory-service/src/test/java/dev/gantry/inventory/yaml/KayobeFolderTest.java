package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.text.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the guide's folder, and folders that are not right, with the real YAML reader. */
class KayobeFolderTest {

    private static KayobeConfiguration read(Folder folder) {
        return KayobeFolderReader.read(folder.files(), new ControlHost(null, "/home/stack"), new AnsibleYamlReader());
    }

    private static Violation onlyViolation(Folder folder) {
        List<Violation> violations = read(folder).violations();
        assertThat(violations).hasSize(1);
        return violations.getFirst();
    }

    @Test
    void guidesFolderIsReadWhole() {
        // when
        KayobeConfiguration folder = read(Folder.guide());
        // then
        assertThat(folder.violations()).isEmpty();
        assertThat(folder.warnings()).isEmpty();
        assertThat(folder.hosts().keySet()).containsExactly("computegpu000", "computegpu001", "computegpu007");
        assertThat(folder.hosts().get("computegpu000").groups()).containsExactly("compute_vgpu");
        assertThat(folder.groups().get("vgpu").children())
                .containsExactly("compute_multi_instance_gpu", "compute_vgpu");
        assertThat(folder.groups().get("compute_vgpu").variables().file("vgpu_definitions"))
                .isEqualTo("inventory/group_vars/compute_vgpu/vgpu");
    }

    @Test
    void folderMayLieDeeper() {
        // given
        Folder deep = Folder.empty();
        Folder.guide().files().forEach((path, text) -> deep.with("etc/kayobe/" + path, text));
        // when
        KayobeConfiguration folder = read(deep);
        // then
        assertThat(folder.hosts()).hasSize(3);
    }

    @Test
    void guidesTypoIsNamedWithTheNearestGroup() {
        // given
        Folder folder =
                Folder.guide().replacing("overcloud.yml", "compute_multi_instance_gpu:", "compute_mutli_instance_gpu:");
        // when
        Violation violation = onlyViolation(folder);
        // then
        assertThat(violation.file()).isEqualTo("overcloud.yml");
        assertThat(violation.line()).isEqualTo(5);
        assertThat(violation.found()).isEqualTo("compute_mutli_instance_gpu");
        assertThat(violation.fix()).contains("Did you mean compute_multi_instance_gpu?");
    }

    @Test
    void yamlInventoryIsRead() {
        // given
        Folder folder = Folder.guide().without("inventory/custom").with("inventory/hosts.yml", """
            all:
              hosts:
                lonely:
              children:
                vgpu:
                  vars:
                    color: red
                  children:
                    compute_vgpu:
                      hosts:
                        computegpu[008:009]:
                          ansible_user: stack
                    compute_multi_instance_gpu:
                compute: {}
            """);
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(read.violations()).isEmpty();
        assertThat(read.groups().get("vgpu").children()).containsExactly("compute_multi_instance_gpu", "compute_vgpu");
        assertThat(read.groups().get("vgpu").variables().values()).containsEntry("color", "red");
        assertThat(read.hosts().get("computegpu009").groups()).containsExactly("compute_vgpu");
        assertThat(read.hosts().get("computegpu009").variables().values()).containsEntry("ansible_user", "stack");
        assertThat(read.hosts().get("lonely").groups()).isEmpty();
    }

    @Test
    void wrongPlaceInAYamlInventoryIsNamedWithItsLine() {
        // when
        Violation violation = onlyViolation(Folder.guide().with("inventory/more.yml", "gpus:\n  hosts:\n    - gpu0\n"));
        // then
        assertThat(violation.file()).isEqualTo("inventory/more.yml");
        assertThat(violation.line()).isEqualTo(2);
        assertThat(violation.field()).isEqualTo("gpus.hosts");
    }

    @Test
    void inventoriesThatMustBeRunAreLeftOutWithAWarning() {
        // when
        KayobeConfiguration folder = read(Folder.guide()
                .with("inventory/openstack.yml", "plugin: openstack.cloud.openstack\n")
                .with("inventory/scan", "#!/usr/bin/env python3\nimport json\n"));
        // then
        assertThat(folder.violations()).isEmpty();
        assertThat(folder.warnings())
                .extracting(Violation::file)
                .containsExactlyInAnyOrder("inventory/openstack.yml", "inventory/scan");
    }

    @Test
    void whatARealFolderHoldsBesidesIsPassedOver() {
        // when
        KayobeConfiguration folder = read(Folder.guide()
                .with("site.yml", "- hosts: all\n  roles: [x]\n")
                .with("twice.yml", "a: 1\na: 2\n")
                .with("inventory/group_vars/vgpu/notes.txt", "no: [yaml\n")
                .with("inventory/group_vars/vgpu/key.pem", "-----BEGIN\n")
                .with("kolla/inventory/overcloud-services.j2", "[nova:children]\nnobody\n"));
        // then
        assertThat(folder.violations()).isEmpty();
        assertThat(folder.warnings()).extracting(Violation::file).containsExactlyInAnyOrder("site.yml", "twice.yml");
    }

    @Test
    void malformedYamlIsNamedWithItsLine() {
        // when
        Violation violation = onlyViolation(Folder.guide().with("vgpu.yml", "---\nvgpu_driver_url: \"open\nnext: [\n"));
        // then
        assertThat(violation.file()).isEqualTo("vgpu.yml");
        assertThat(violation.line()).isGreaterThan(1);
    }

    @Test
    void undefinedChildIsNamed() {
        // when
        Violation violation = onlyViolation(
                Folder.guide().replacing("inventory/custom", "[iommu:children]\nvgpu", "[iommu:children]\nvpgu"));
        // then
        assertThat(violation.fix()).contains("Did you mean vgpu?");
    }

    @Test
    void circleOfGroupsIsNamed() {
        // when
        Violation violation = onlyViolation(Folder.guide().with("inventory/more", "[vgpu:children]\niommu\n"));
        // then
        assertThat(violation.found()).isEqualTo("iommu > vgpu > iommu");
    }

    @Test
    void variablesThatReachNobodyAreWarnedOf() {
        // when
        KayobeConfiguration folder = read(Folder.guide().with("inventory/group_vars/compute_vpgu.yml", "a: 1\n"));
        // then
        assertThat(folder.warnings())
                .singleElement()
                .extracting(Violation::fix)
                .asString()
                .contains("Did you mean compute_vgpu?");
    }

    @Test
    void addressWithoutQuotesIsWarnedOf() {
        // when
        KayobeConfiguration folder = read(
                Folder.guide().replacing("inventory/host_vars/computegpu007/vgpu", "\"0000:21:00.0\"", "0000:21:00.0"));
        // then
        assertThat(folder.warnings()).singleElement().satisfies(w -> {
            assertThat(w.line()).isEqualTo(3);
            assertThat(w.fix()).contains("Quote it");
        });
    }

    @Test
    void folderWithoutInventoryIsRefused() {
        // when
        Violation violation = onlyViolation(Folder.empty().with("vgpu.yml", "a: 1\n"));
        // then
        assertThat(violation.expected()).isEqualTo("a folder named inventory");
    }

    @Test
    void ignoredHostsOfKayobeAreLeftOut() {
        // when
        KayobeConfiguration folder = read(
                Folder.guide().with("overcloud.yml", "overcloud_group_hosts_map:\n  ignore:\n    - computegpu007\n"));
        // then
        assertThat(folder.hosts()).isEmpty();
    }

    @Test
    void billionLaughsEndInAFlaw() {
        // given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
                    .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        // when
        Violation violation = onlyViolation(Folder.guide().with("bomb.yml", bomb.toString()));
        // then
        assertThat(violation.file()).isEqualTo("bomb.yml");
    }
}
