package dev.gantry.inventory.model.variables;

import java.util.List;
import java.util.Map;

/**
 * What kayobe sets where nobody else does: paths, the distribution, and the names of networks, by which hosts find addresses. Source: kayobe,
 * ansible/inventory/group_vars/all, globals and network.
 */
final class KayobeDefaults {

    private static final String WITH_IRONIC = "{{ '%s' if kolla_enable_ironic | default(true) | bool else none }}";

    static final Variables ALL = Variables.of(Map.ofEntries(
            Map.entry(VariablePrecedence.CONFIG_PATH, "/etc/kayobe"),
            Map.entry(VariablePrecedence.ENVIRONMENT, ""),
            Map.entry(
                    "kayobe_env_config_path",
                    "{{ kayobe_config_path ~ ('/environments/' ~ kayobe_environment if kayobe_environment else '') }}"),
            Map.entry("base_path", "/opt/kayobe"),
            Map.entry("config_path", "{{ base_path ~ '/etc' }}"),
            Map.entry("image_cache_path", "{{ base_path ~ '/images' }}"),
            Map.entry("source_checkout_path", "{{ base_path ~ '/src' }}"),
            Map.entry("virtualenv_path", "{{ base_path ~ '/venvs' }}"),
            Map.entry("kayobe_ansible_user", "stack"),
            Map.entry("os_distribution", "rocky"),
            Map.entry(VariablePrecedence.ADMIN_NETWORK, "{{ provision_oc_net_name }}"),
            Map.entry("oob_oc_net_name", "oob_oc_net"),
            Map.entry("provision_oc_net_name", "provision_oc_net"),
            Map.entry("oob_wl_net_name", WITH_IRONIC.formatted("oob_wl_net")),
            Map.entry("provision_wl_net_name", WITH_IRONIC.formatted("provision_wl_net")),
            Map.entry("inspection_net_name", WITH_IRONIC.formatted("inspection_net")),
            Map.entry("cleaning_net_name", "{{ provision_wl_net_name }}"),
            Map.entry("internal_net_name", "internal_net"),
            Map.entry("external_net_names", List.of("external_net")),
            Map.entry("public_net_name", "{{ external_net_names[0] if external_net_names | length > 0 else none }}"),
            Map.entry("tunnel_net_name", "{{ internal_net_name }}"),
            Map.entry("storage_net_name", "storage_net"),
            Map.entry("storage_mgmt_net_name", "storage_mgmt_net"),
            Map.entry("swift_storage_net_name", "{{ storage_net_name }}"),
            Map.entry("swift_storage_replication_net_name", "{{ storage_mgmt_net_name }}")));

    private KayobeDefaults() {}
}
