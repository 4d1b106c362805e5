package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.Folder;
import dev.gantry.inventory.model.kayobe.ConnectionReader;
import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kayobe and Ansible set without being asked, and what they print of an inventory. */
class KayobeDefaultsTest {

    private static KayobeConfiguration read(Folder folder) {
        return KayobeFolderReader.read(folder.files(), new ControlHost(null, "/home/stack"), new AnsibleYamlReader());
    }

    private static SortedMap<String, EffectiveVariable> variables(KayobeConfiguration read, String name) {
        KayobeConfiguration.FolderHost host =
                Objects.requireNonNull(read.hosts().get(name));
        return new VariablePrecedence(read.site(), new GroupTree(read.groups().values()))
                .of(name, host.groups(), host.variables(), Variables.none());
    }

    private static @Nullable Object driverUrl(Folder folder, String host) {
        return new VariableEvaluator(variables(read(folder), host)).value("vgpu_driver_url");
    }

    private static Folder computes() {
        return Folder.empty().with("inventory/hosts", "[compute]\ncmp1.example.org\ncmp2\n[vgpu:children]\ncompute\n");
    }

    @Test
    void adminNetworkIsTheProvisioningNetworkWhereNobodySaysOtherwise() {
        // given
        Folder folder = Folder.empty()
                .with("inventory/hosts", "[controllers]\n[compute]\ncmp1\n")
                .with("networks.yml", "provision_oc_net_name: prov_net\n")
                .with("network-allocation.yml", "prov_net_ips: {cmp1: 192.0.2.21}\n");
        // when
        var connection = ConnectionReader.read(variables(read(folder), "cmp1"));
        // then
        assertThat(connection.address()).isEqualTo("192.0.2.21");
        assertThat(connection.warnings()).isEmpty();
    }

    @Test
    void provisioningNetworkHasKayobesOwnName() {
        // given
        Folder folder = computes().with("network-allocation.yml", "provision_oc_net_ips: {cmp2: 192.0.2.22}\n");
        // when, then
        assertThat(ConnectionReader.read(variables(read(folder), "cmp2")).address())
                .isEqualTo("192.0.2.22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        file://{{ kayobe_env_config_path }}/a                                    ; file:///etc/kayobe/environments/production/a
        file://{{ lookup('env', 'KAYOBE_CONFIG_PATH') | default('/x', true) }}/a ; file:///etc/kayobe/a
        file://{{ lookup('env', 'KAYOBE_ENVIRONMENT') }}/a                       ; file://production/a
        http://{{ internal_net_name | net_ip('seed1') }}/a                       ; http://192.0.2.9/a
        {{ image_cache_path }}/{{ os_distribution }}                             ; /opt/kayobe/images/rocky
        http://{{ internal_net_name | net_vip_address }}/a                       ; http://192.0.2.8/a
        http://{{ internal_net_name | net_fqdn | default('x', true) }}/a         ; http://x/a
        http://dns.example:{{ internal_net_name | net_vlan(inventory_hostname) }}/a ; http://dns.example:7/a
        http://{{ internal_net_name | net_cidr | regex_replace('/.*', '') }}/{{ internal_net_name | net_mtu }} ; http://192.0.2.0/9000
        """)
    void pathsAndNetworksOfKayobeAreKnown(String expression, String expected) {
        // given
        Folder folder = computes()
                .with("environments/production/inventory/hosts", "[compute]\ncmp1.example.org\n")
                .with("vgpu.yml", "vgpu_driver_url: \"" + expression + "\"\n")
                .with("network-allocation.yml", "internal_net_ips: {seed1: 192.0.2.9}\n")
                .with(
                        "networks.yml",
                        "internal_net_vip_address: 192.0.2.8\ninternal_net_vlan: 7\n"
                                + "internal_net_cidr: 192.0.2.0/24\ninternal_net_mtu: '9000'\n");
        KayobeConfiguration read = KayobeFolderReader.read(
                folder.files(), new ControlHost("production", "/home/stack"), new AnsibleYamlReader());
        // when, then
        assertThat(new VariableEvaluator(variables(read, "cmp1.example.org")).value("vgpu_driver_url"))
                .isEqualTo(expected);
    }

    @Test
    void userThatKayobeWouldTakeSaysNothingOfAHost() {
        assertThat(ConnectionReader.read(variables(read(computes()), "cmp2")).user())
                .isNull();
        assertThat(ConnectionReader.read(variables(
                                read(computes()
                                        .with(
                                                "inventory/group_vars/compute",
                                                "ansible_user: '{{ kayobe_ansible_user }}'")),
                                "cmp2"))
                        .user())
                .isEqualTo("stack");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        {{ 'a' if 'vgpu' in group_names else 'b' }}                              ; a
        {{ 'a' if 'all' in group_names else 'b' }}                               ; b
        http://{{ inventory_hostname_short }}/a                                  ; http://cmp1/a
        file://{{ kayobe_config_path }}/a                                        ; file:///etc/kayobe/a
        http://{{ hostvars[inventory_hostname].mirror }}/a                       ; http://10.0.0.9/a
        http://{{ hostvars[inventory_hostname]['mirror'] }}/a                    ; http://10.0.0.9/a
        {{ groups['all'] | length }}                                             ; 2
        {{ groups['all'] | join(',') }}                                          ; cmp1.example.org,cmp2
        """)
    void magicVariablesAreEvaluated(String expression, String expected) {
        // given
        Folder folder = computes()
                .with("inventory/group_vars/all", "mirror: 10.0.0.9\n")
                .with("vgpu.yml", "vgpu_driver_url: \"" + expression + "\"\n");
        // when, then
        assertThat(String.valueOf(driverUrl(folder, "cmp1.example.org"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"{{ hostvars['cmp2'].mirror }}", "{{ ansible_default_ipv4.address }}", "{{ playbook_dir }}"})
    void whatOnlyAnsibleKnowsIsNamedAsAnsibles(String expression) {
        // given
        Folder folder = computes().with("vgpu.yml", "vgpu_driver_url: \"" + expression + "\"\n");
        VariableEvaluator evaluator = new VariableEvaluator(variables(read(folder), "cmp1.example.org"));
        // when
        evaluator.value("vgpu_driver_url");
        // then
        assertThat(evaluator.violations()).singleElement().satisfies(violation -> assertThat(violation.fix())
                .contains("Ansible's", "kayobe configuration dump"));
    }

    @Test
    void hostsMapMayBeWrittenByExpression() {
        // given
        Folder folder = Folder.empty()
                .with("inventory/groups", "[compute]\n")
                .with(
                        "overcloud.yml",
                        "gpu_hosts: [cmp1, cmp2]\novercloud_group_hosts_map:\n  compute: \"{{ gpu_hosts }}\"\n"
                                + "  ignore: [cmp3]\n");
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(read.violations()).isEmpty();
        assertThat(read.hosts().keySet()).containsExactly("cmp1", "cmp2");
    }

    @Test
    void groupAllHoldsEveryHostAlsoWhereAFileNamesSome() {
        // given
        Folder folder = Folder.empty()
                .with("inventory/hosts.yml", "all:\n  children:\n    compute:\n      hosts:\n        cmp1:\n")
                .with("inventory/more", "[compute]\ncmp2\nloner\n")
                .with("vgpu.yml", "vgpu_driver_url: \"{{ groups['all'] | join(',') }}\"\n");
        // when, then
        assertThat(driverUrl(folder, "cmp1")).isEqualTo("cmp1,cmp2,loner");
    }

    @Test
    void tomlIsNamedAsSuch() {
        // given
        Folder folder = computes().with("inventory/more.toml", "[compute.hosts]\ncmp9 = {}\n");
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(read.violations()).isEmpty();
        assertThat(read.hosts()).doesNotContainKey("cmp9");
        assertThat(read.warnings()).singleElement().satisfies(w -> assertThat(w.found())
                .contains("TOML"));
    }

    // ansible-inventory -i inventory --list --export, shortened
    private static final String EXPORT = """
        {"_meta": {"hostvars": {"cmp1": {"ansible_host": "192.0.2.21",
            "secret_value": {"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\\n6162"}}}},
         "all": {"children": ["ungrouped", "compute"], "vars": {"mirror": "10.0.0.9"}},
         "compute": {"children": ["compute_vgpu"]},
         "compute_vgpu": {"hosts": ["cmp1"], "vars": {"vgpu_driver_url": "http://{{ mirror }}/a"}}}
        """;

    @Test
    void whatAnsibleInventoryPrintsIsReadAsItIs() {
        // given
        Folder folder = Folder.empty().with("inventory/export.json", EXPORT);
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(read.violations()).isEmpty();
        assertThat(read.hosts().keySet()).containsExactly("cmp1");
        assertThat(new GroupTree(read.groups().values()).memberships(List.of("compute_vgpu")))
                .containsExactly("compute", "compute_vgpu");
        assertThat(driverUrl(folder, "cmp1")).isEqualTo("http://10.0.0.9/a");
        assertThat(ConnectionReader.read(variables(read, "cmp1")).address()).isEqualTo("192.0.2.21");
    }

    @Test
    void kayobesConfigurationDumpIsReadAsItIs() {
        // given
        Folder folder = Folder.empty()
                .with(
                        "inventory/dump.json",
                        "{\"cmp1\": {\"group_names\": [\"compute\", \"vgpu\"], \"inventory_hostname\": \"cmp1\","
                                + " \"vgpu_driver_url\": \"http://10.0.0.9/a\", \"groups\": {\"compute\": [\"cmp1\"]}}}");
        // when
        KayobeConfiguration read = read(folder);
        // then
        assertThat(read.violations()).isEmpty();
        assertThat(read.hosts().get("cmp1").groups()).containsExactly("compute", "vgpu");
        assertThat(driverUrl(folder, "cmp1")).isEqualTo("http://10.0.0.9/a");
    }
}
