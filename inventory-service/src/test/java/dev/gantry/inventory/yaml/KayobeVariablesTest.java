package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.kayobe.ConnectionReader;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What variables a folder gives to whom: environments, precedence, expressions, and what is left out. */
class KayobeVariablesTest {

    private static KayobeConfiguration read(Folder folder) {
        return read(folder, null);
    }

    private static KayobeConfiguration read(Folder folder, @Nullable String environment) {
        return KayobeFolderReader.read(
                folder.files(), new ControlHost(environment, "/home/stack"), new AnsibleYamlReader());
    }

    private static SortedMap<String, EffectiveVariable> variables(KayobeConfiguration read, String name) {
        KayobeConfiguration.FolderHost host = read.hosts().get(name);
        return new VariablePrecedence(read.site(), new GroupTree(read.groups().values()))
                .of(name, host.groups(), host.variables(), Variables.none());
    }

    @Test
    void passwordsOfTopLevelFilesAreNotTaken() {
        // when
        KayobeConfiguration folder = read(Folder.guide());
        // then
        assertThat(folder.site().values()).containsOnlyKeys("vgpu_driver_url", "pulp_url");
    }

    @Test
    void passwordsOfGroupsAndHostsStayWhereTheyAre() {
        // when
        KayobeConfiguration folder = read(Folder.guide()
                .with("inventory/a", "[compute_vgpu]\ncomputegpu000 ansible_ssh_pass=x color=red\n")
                .with("inventory/group_vars/all", "registry_password: x\nvault_token: x\ngantry_passthrough: []\n"));
        // then
        assertThat(folder.hosts().get("computegpu000").variables().values())
                .containsKey("color")
                .doesNotContainKey("ansible_ssh_pass");
        assertThat(folder.groups().get("all").variables().values()).containsOnlyKeys("gantry_passthrough");
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
        KayobeConfiguration read = read(folder);
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
        VariableEvaluator filled = new VariableEvaluator(variables(read, "computegpu000"));
        assertThat(filled.value("pulp_url")).isEqualTo("http://10.0.0.3:80");
        assertThat(filled.violations()).isEmpty();
    }

    @Test
    void homeOfTheControlHostIsFilled() {
        // given: the guide, "Placing the GRID driver on the ansible control host"
        Folder folder = Folder.guide()
                .with(
                        "vgpu.yml",
                        "vgpu_driver_url: \"file://{{ lookup('env', 'HOME') }}/NVIDIA-GRID-Linux-KVM-1.zip\"\n");
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(new VariableEvaluator(variables(read, "computegpu000")).value("vgpu_driver_url"))
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
        KayobeConfiguration read = read(folder);
        // then
        assertThat(ConnectionReader.read(variables(read, "computegpu001")).address())
                .isEqualTo("10.0.0.201");
        assertThat(ConnectionReader.read(variables(read, "computegpu007")).address())
                .as("ansible_host of the host itself")
                .isEqualTo("10.0.0.107");
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
        KayobeConfiguration prod = read(folder, "prod");
        KayobeConfiguration base = read(folder);
        // then
        assertThat(prod.violations()).isEmpty();
        assertThat(prod.hosts().keySet())
                .contains("computegpu000", "prodgpu0", "prodgpu1")
                .doesNotContain("testgpu0");
        assertThat(prod.site().values())
                .containsEntry("vgpu_reboot_timeout", 3)
                .containsEntry("vgpu_driver_dkms", true);
        assertThat(prod.groups().get("compute_vgpu").variables().values()).containsKeys("color", "vgpu_definitions");
        assertThat(base.hosts().keySet()).doesNotContain("prodgpu0");
        assertThat(base.site().values()).containsEntry("vgpu_reboot_timeout", 1);
        assertThat(base.warnings()).singleElement().satisfies(w -> assertThat(w.fix())
                .contains("?environment=common"));
    }

    @Test
    void environmentThatIsNotThereIsNamedWithTheNearest() {
        // when
        Violation violation = read(
                        Folder.guide().with("environments/production/inventory/hosts", "gpu0\n"), "prodution")
                .violations()
                .getFirst();
        // then
        assertThat(violation.fix()).isEqualTo("Did you mean production?");
    }

    @Test
    void onlyEnvironmentIsTakenWhereThereIsNoBase() {
        // when
        KayobeConfiguration folder =
                read(Folder.empty().with("etc/kayobe/environments/lab/inventory/hosts", "[compute]\ngpu0\n"));
        // then
        assertThat(folder.violations()).isEmpty();
        assertThat(folder.hosts()).containsOnlyKeys("gpu0");
    }

    @Test
    void groupVarsOfAnyGroupBeatWhatAnInventoryFileSaysOfAny() {
        // when: as ansible-core 2.17 has it
        KayobeConfiguration folder = read(Folder.guide()
                .with(
                        "inventory/more",
                        "[compute_vgpu:vars]\ncolor=inline\nshape=inline\nsize=7\nansible_group_priority=10\n")
                .with("inventory/group_vars/all.yml", "color: all\n")
                .with("inventory/group_vars/vgpu/more", "shape: round\n"));
        // then
        assertThat(variables(folder, "computegpu000").get("color").value()).isEqualTo("all");
        assertThat(variables(folder, "computegpu000").get("shape").value()).isEqualTo("round");
        assertThat(variables(folder, "computegpu000").get("size"))
                .isEqualTo(new EffectiveVariable(7, "group compute_vgpu", "inventory/more"));
    }

    @Test
    void hostsOfNoGroupGetTheVariablesOfUngrouped() {
        // when
        KayobeConfiguration folder = read(
                Folder.guide().with("inventory/a", "lonely\n").with("inventory/group_vars/ungrouped", "color: grey\n"));
        // then
        assertThat(variables(folder, "lonely").get("color").value()).isEqualTo("grey");
        assertThat(variables(folder, "computegpu000")).doesNotContainKey("color");
    }

    @Test
    void vaultValuesAreLeftOutWithAWarning() {
        // when
        KayobeConfiguration folder = read(Folder.guide()
                .with("secrets.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n")
                .with(
                        "inventory/group_vars/vgpu/x.yml",
                        "secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nplain: 1\n"));
        // then
        assertThat(folder.violations()).isEmpty();
        assertThat(folder.warnings())
                .extracting(Violation::file)
                .containsExactlyInAnyOrder("secrets.yml", "inventory/group_vars/vgpu/x.yml");
        assertThat(folder.groups().get("vgpu").variables().values()).containsOnlyKeys("plain");
    }

    @Test
    void scalarsAreThoseOfAnsible() {
        // when
        KayobeConfiguration folder = read(Folder.guide()
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
}
