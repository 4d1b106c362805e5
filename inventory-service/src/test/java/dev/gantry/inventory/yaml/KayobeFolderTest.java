package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.ConnectionReader;
import dev.gantry.inventory.model.ControlHost;
import dev.gantry.inventory.model.Effective;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.FolderReading;
import dev.gantry.inventory.model.GroupTree;
import dev.gantry.inventory.model.KayobeFolder;
import dev.gantry.inventory.model.Precedence;
import dev.gantry.inventory.model.Substitution;
import dev.gantry.inventory.model.Variables;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads the guide's folder, and folders that are not right, with the real YAML reader. */
class KayobeFolderTest {

    private static FolderReading read(Folder folder) {
        return read(folder, null);
    }

    private static FolderReading read(Folder folder, @Nullable String environment) {
        return KayobeFolder.read(folder.files(), new ControlHost(environment, "/home/stack"), new AnsibleYaml());
    }

    private static Flaw onlyFlaw(Folder folder) {
        List<Flaw> flaws = read(folder).flaws();
        assertThat(flaws).hasSize(1);
        return flaws.getFirst();
    }

    @Test
    void guidesFolderIsReadWhole() {
        // when
        FolderReading folder = read(Folder.guide());
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings()).isEmpty();
        assertThat(folder.hosts().keySet()).containsExactly("computegpu000", "computegpu001", "computegpu007");
        assertThat(folder.hosts().get("computegpu000").groups()).containsExactly("compute_vgpu");
        assertThat(folder.groups().get("vgpu").children())
                .containsExactly("compute_multi_instance_gpu", "compute_vgpu");
        assertThat(folder.groups().get("compute_vgpu").variables().file("vgpu_definitions"))
                .isEqualTo("inventory/group_vars/compute_vgpu/vgpu");
    }

    @Test
    void passwordsOfTopLevelFilesAreNotTaken() {
        // when
        FolderReading folder = read(Folder.guide());
        // then
        assertThat(folder.site().values()).containsOnlyKeys("vgpu_driver_url", "pulp_url");
    }

    @Test
    void whatAnExpressionRefersToIsTakenAsWell() {
        // given: as stackhpc-kayobe-config writes it
        Folder folder = Folder.guide()
                .with(
                        "pulp.yml",
                        "pulp_enable_tls: false\npulp_port: 80\npulp_password: secret\n"
                                + "pulp_url: \"{{ 'https' if pulp_enable_tls | bool else 'http' }}://"
                                + "{{ lookup('vars', admin_oc_net_name ~ '_ips')[groups.seed.0] }}:{{ pulp_port }}\"\n")
                .with("networks.yml", "admin_oc_net_name: oc\n")
                .with("network-allocation.yml", "oc_ips:\n  seed0: 10.0.0.3\n  computegpu000: 10.0.0.100\n")
                .with("inventory/seed", "[seed]\nseed0\n");
        // when
        FolderReading read = read(folder);
        // then
        assertThat(read.site().values())
                .containsOnlyKeys(
                        "vgpu_driver_url",
                        "pulp_url",
                        "pulp_enable_tls",
                        "pulp_port",
                        "admin_oc_net_name",
                        "oc_ips",
                        "groups");
        Substitution filled = new Substitution(variables(read, "computegpu000"));
        assertThat(filled.value("pulp_url")).isEqualTo("http://10.0.0.3:80");
        assertThat(filled.flaws()).isEmpty();
    }

    @Test
    void homeOfTheControlHostIsFilled() {
        // given: the guide, "Placing the GRID driver on the ansible control host"
        Folder folder = Folder.guide()
                .with(
                        "vgpu.yml",
                        "vgpu_driver_url: \"file://{{ lookup('env', 'HOME') }}/NVIDIA-GRID-Linux-KVM-1.zip\"\n");
        // when
        FolderReading read = read(folder);
        // then
        assertThat(new Substitution(variables(read, "computegpu000")).value("vgpu_driver_url"))
                .isEqualTo("file:///home/stack/NVIDIA-GRID-Linux-KVM-1.zip");
    }

    @Test
    void hostWithoutAnAddressIsReachedByItsAdminNetwork() {
        // given
        Folder folder = Folder.guide()
                .with("networks.yml", "admin_oc_net_name: admin\n")
                .with(
                        "network-allocation.yml",
                        "admin_ips:\n  computegpu001: 10.0.0.201\n  computegpu007: 10.0.0.207\n")
                .with("inventory/group_vars/vgpu/reach", "ansible_user: stack\n");
        // when
        FolderReading read = read(folder);
        // then
        assertThat(ConnectionReader.read(variables(read, "computegpu001")).address())
                .isEqualTo("10.0.0.201");
        assertThat(ConnectionReader.read(variables(read, "computegpu007")).address())
                .as("ansible_host of the host itself")
                .isEqualTo("10.0.0.107");
    }

    private static SortedMap<String, Effective> variables(FolderReading read, String name) {
        FolderReading.FolderHost host = read.hosts().get(name);
        return new Precedence(read.site(), new GroupTree(read.groups().values()))
                .of(name, host.groups(), host.variables(), Variables.none());
    }

    @Test
    void folderMayLieDeeper() {
        // given
        Folder deep = Folder.empty();
        Folder.guide().files().forEach((path, text) -> deep.with("etc/kayobe/" + path, text));
        // when
        FolderReading folder = read(deep);
        // then
        assertThat(folder.hosts()).hasSize(3);
    }

    @Test
    void guidesTypoIsNamedWithTheNearestGroup() {
        // given
        Folder folder =
                Folder.guide().replacing("overcloud.yml", "compute_multi_instance_gpu:", "compute_mutli_instance_gpu:");
        // when
        Flaw flaw = onlyFlaw(folder);
        // then
        assertThat(flaw.file()).isEqualTo("overcloud.yml");
        assertThat(flaw.line()).isEqualTo(5);
        assertThat(flaw.found()).isEqualTo("compute_mutli_instance_gpu");
        assertThat(flaw.next()).contains("Did you mean compute_multi_instance_gpu?");
    }

    @Test
    void environmentIsLaidOverTheBaseAndOverWhatItDependsOn() {
        // given
        Folder folder = Folder.guide()
                .without("inventory/host_vars/computegpu007/vgpu")
                .with("colors.yml", "vgpu_reboot_timeout: 1\n")
                .with("environments/common/colors.yml", "vgpu_reboot_timeout: 2\nvgpu_driver_dkms: true\n")
                .with("environments/prod/.kayobe-environment", "dependencies: [common]\n")
                .with("environments/prod/colors.yml", "vgpu_reboot_timeout: 3\n")
                .with("environments/prod/inventory/hosts", "[compute_vgpu]\nprodgpu[0:1]\n")
                .with("environments/prod/inventory/group_vars/compute_vgpu/mine", "color: prod\n")
                .with("environments/test/inventory/hosts", "[compute_vgpu]\ntestgpu0\n");
        // when
        FolderReading prod = read(folder, "prod");
        FolderReading base = read(folder);
        // then
        assertThat(prod.flaws()).isEmpty();
        assertThat(prod.hosts().keySet())
                .contains("computegpu000", "prodgpu0", "prodgpu1")
                .doesNotContain("testgpu0");
        assertThat(prod.site().values())
                .containsEntry("vgpu_reboot_timeout", 3)
                .containsEntry("vgpu_driver_dkms", true);
        assertThat(prod.groups().get("compute_vgpu").variables().values()).containsKeys("color", "vgpu_definitions");
        assertThat(base.hosts().keySet()).doesNotContain("prodgpu0");
        assertThat(base.site().values()).containsEntry("vgpu_reboot_timeout", 1);
        assertThat(base.warnings()).singleElement().satisfies(w -> assertThat(w.next())
                .contains("?environment=common"));
    }

    @Test
    void environmentThatIsNotThereIsNamedWithTheNearest() {
        // when
        Flaw flaw = read(Folder.guide().with("environments/production/inventory/hosts", "gpu0\n"), "prodution")
                .flaws()
                .getFirst();
        // then
        assertThat(flaw.next()).isEqualTo("Did you mean production?");
    }

    @Test
    void onlyEnvironmentIsTakenWhereThereIsNoBase() {
        // when
        FolderReading folder =
                read(Folder.empty().with("etc/kayobe/environments/lab/inventory/hosts", "[compute]\ngpu0\n"));
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.hosts()).containsOnlyKeys("gpu0");
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
        FolderReading read = read(folder);
        // then
        assertThat(read.flaws()).isEmpty();
        assertThat(read.groups().get("vgpu").children()).containsExactly("compute_multi_instance_gpu", "compute_vgpu");
        assertThat(read.groups().get("vgpu").variables().values()).containsEntry("color", "red");
        assertThat(read.hosts().get("computegpu009").groups()).containsExactly("compute_vgpu");
        assertThat(read.hosts().get("computegpu009").variables().values()).containsEntry("ansible_user", "stack");
        assertThat(read.hosts().get("lonely").groups()).isEmpty();
    }

    @Test
    void wrongPlaceInAYamlInventoryIsNamedWithItsLine() {
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("inventory/more.yml", "gpus:\n  hosts:\n    - gpu0\n"));
        // then
        assertThat(flaw.file()).isEqualTo("inventory/more.yml");
        assertThat(flaw.line()).isEqualTo(2);
        assertThat(flaw.field()).isEqualTo("gpus.hosts");
    }

    @Test
    void inventoriesThatMustBeRunAreLeftOutWithAWarning() {
        // when
        FolderReading folder = read(Folder.guide()
                .with("inventory/openstack.yml", "plugin: openstack.cloud.openstack\n")
                .with("inventory/scan", "#!/usr/bin/env python3\nimport json\n"));
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings())
                .extracting(Flaw::file)
                .containsExactlyInAnyOrder("inventory/openstack.yml", "inventory/scan");
    }

    @Test
    void groupVarsOfAllBeatWhatAnInventoryFileSaysOfAGroup() {
        // when
        FolderReading folder = read(Folder.guide()
                .with("inventory/more", "[compute_vgpu:vars]\ncolor=inline\nsize=7\n")
                .with("inventory/group_vars/all.yml", "color: all\n"));
        // then
        assertThat(variables(folder, "computegpu000").get("color").value()).isEqualTo("all");
        assertThat(variables(folder, "computegpu000").get("size"))
                .isEqualTo(new Effective(7, "group compute_vgpu", "inventory/more"));
    }

    @Test
    void hostsOfNoGroupGetTheVariablesOfUngrouped() {
        // when
        FolderReading folder = read(
                Folder.guide().with("inventory/a", "lonely\n").with("inventory/group_vars/ungrouped", "color: grey\n"));
        // then
        assertThat(variables(folder, "lonely").get("color").value()).isEqualTo("grey");
        assertThat(variables(folder, "computegpu000")).doesNotContainKey("color");
    }

    @Test
    void whatARealFolderHoldsBesidesIsPassedOver() {
        // when
        FolderReading folder = read(Folder.guide()
                .with("site.yml", "- hosts: all\n  roles: [x]\n")
                .with("twice.yml", "a: 1\na: 2\n")
                .with("inventory/group_vars/vgpu/notes.txt", "no: [yaml\n")
                .with("inventory/group_vars/vgpu/key.pem", "-----BEGIN\n")
                .with("kolla/inventory/overcloud-services.j2", "[nova:children]\nnobody\n"));
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings()).extracting(Flaw::file).containsExactlyInAnyOrder("site.yml", "twice.yml");
    }

    @Test
    void malformedYamlIsNamedWithItsLine() {
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("vgpu.yml", "---\nvgpu_driver_url: \"open\nnext: [\n"));
        // then
        assertThat(flaw.file()).isEqualTo("vgpu.yml");
        assertThat(flaw.line()).isGreaterThan(1);
    }

    @Test
    void undefinedChildIsNamed() {
        // when
        Flaw flaw = onlyFlaw(
                Folder.guide().replacing("inventory/custom", "[iommu:children]\nvgpu", "[iommu:children]\nvpgu"));
        // then
        assertThat(flaw.next()).contains("Did you mean vgpu?");
    }

    @Test
    void circleOfGroupsIsNamed() {
        // when
        Flaw flaw = onlyFlaw(Folder.guide().with("inventory/more", "[vgpu:children]\niommu\n"));
        // then
        assertThat(flaw.found()).isEqualTo("iommu > vgpu > iommu");
    }

    @Test
    void variablesThatReachNobodyAreWarnedOf() {
        // when
        FolderReading folder = read(Folder.guide().with("inventory/group_vars/compute_vpgu.yml", "a: 1\n"));
        // then
        assertThat(folder.warnings())
                .singleElement()
                .extracting(Flaw::next)
                .asString()
                .contains("Did you mean compute_vgpu?");
    }

    @Test
    void vaultValuesAreLeftOutWithAWarning() {
        // when
        FolderReading folder = read(Folder.guide()
                .with("secrets.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n")
                .with(
                        "inventory/group_vars/vgpu/x.yml",
                        "secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nplain: 1\n"));
        // then
        assertThat(folder.flaws()).isEmpty();
        assertThat(folder.warnings())
                .extracting(Flaw::file)
                .containsExactlyInAnyOrder("secrets.yml", "inventory/group_vars/vgpu/x.yml");
        assertThat(folder.groups().get("vgpu").variables().values()).containsOnlyKeys("plain");
    }

    @Test
    void scalarsAreThoseOfAnsible() {
        // when
        FolderReading folder = read(Folder.guide()
                .with(
                        "inventory/group_vars/vgpu/x.yml",
                        "yes_: yes\noff_: off\nquoted: \"yes\"\nnothing:\nwhole: 7\nhalf: 0.5\ntext: a b\n"));
        // then
        var values = new TreeMap<>(folder.groups().get("vgpu").variables().values());
        assertThat(values)
                .containsEntry("yes_", true)
                .containsEntry("off_", false)
                .containsEntry("quoted", "yes")
                .containsEntry("nothing", null)
                .containsEntry("whole", 7)
                .containsEntry("half", 0.5)
                .containsEntry("text", "a b");
    }

    @Test
    void addressWithoutQuotesIsWarnedOf() {
        // when
        FolderReading folder = read(
                Folder.guide().replacing("inventory/host_vars/computegpu007/vgpu", "\"0000:21:00.0\"", "0000:21:00.0"));
        // then
        assertThat(folder.warnings()).singleElement().satisfies(w -> {
            assertThat(w.line()).isEqualTo(3);
            assertThat(w.next()).contains("Quote it");
        });
    }

    @Test
    void folderWithoutInventoryIsRefused() {
        // when
        Flaw flaw = onlyFlaw(Folder.empty().with("vgpu.yml", "a: 1\n"));
        // then
        assertThat(flaw.wanted()).isEqualTo("a folder named inventory");
    }

    @Test
    void ignoredHostsOfKayobeAreLeftOut() {
        // when
        FolderReading folder = read(
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
        Flaw flaw = onlyFlaw(Folder.guide().with("bomb.yml", bomb.toString()));
        // then
        assertThat(flaw.file()).isEqualTo("bomb.yml");
    }
}
