package dev.gantry.inventory.model.variables;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which variable counts for a host. Later wins, whole values replace whole values: role defaults, groups from {@code all} down,
 * host_vars, top-level files (kayobe gives them to Ansible as extra variables), the host's own.
 * Source: Ansible, "Understanding variable precedence"; kayobe, "Kayobe Configuration".
 */
public final class VariablePrecedence {

    /** Kayobe's environment; empty for the base. */
    public static final String ENVIRONMENT = "kayobe_environment";

    /** The network by whose addresses kayobe reaches the hosts of the overcloud. */
    public static final String ADMIN_NETWORK = "admin_oc_net_name";

    /** Where kayobe's configuration lies on the control host. */
    public static final String CONFIG_PATH = "kayobe_config_path";

    /** Defaults of stackhpc.linux 1.6.4, roles vgpu and iommu. */
    private static final Variables ROLE_DEFAULTS = Variables.of(Map.of(
            "iommu_pt", true,
            "iommu_do_reboot", true,
            "vgpu_nvidia_driver_install_enabled", true,
            "vgpu_driver_dkms", false,
            "vgpu_driver_force_install", false,
            "vgpu_do_reboot", true,
            "vgpu_reboot_timeout", 3600,
            "vgpu_sriov_init_delay", 30));

    /** What {@code lookup('env', 'HOME')} means: the home folder of whoever runs Ansible. */
    public static final String CONTROL_HOME = "gantry_control_home";

    public static final String DEFAULTS = "role defaults";
    public static final String KAYOBE = "kayobe defaults";
    public static final String SITE = "site";
    public static final String HOST_VARS = "host_vars";
    public static final String HOST = "host";

    private final Variables site;
    private final GroupTree tree;

    /** @param site variables of the files at the top of the kayobe folder */
    public VariablePrecedence(Variables site, GroupTree tree) {
        this.site = site;
        this.tree = tree;
    }

    /** By name. The host's name and groups are set, as Ansible does: {@code inventory_hostname}, {@code group_names}. */
    public SortedMap<String, EffectiveVariable> of(
            String host, Collection<String> groups, Variables hostVars, Variables own) {
        SortedMap<String, EffectiveVariable> result = new TreeMap<>();
        lay(result, DEFAULTS, ROLE_DEFAULTS);
        lay(result, KAYOBE, KayobeDefaults.ALL);
        List<Group> lineage = tree.lineage(groups);
        lineage.forEach(g -> lay(result, "group " + g.name(), g.variables().of(VariablePrecedence::isInventory)));
        lineage.forEach(g -> lay(result, "group " + g.name(), g.variables().of(file -> !isInventory(file))));
        lay(result, HOST_VARS, hostVars);
        lay(result, SITE, site);
        lay(result, HOST, own);
        result.put("inventory_hostname", new EffectiveVariable(host, HOST, null));
        result.put("inventory_hostname_short", new EffectiveVariable(host.replaceFirst("\\..*$", ""), HOST, null));
        result.put("group_names", new EffectiveVariable(groupNames(groups), HOST, null));
        return result;
    }

    private List<String> groupNames(Collection<String> groups) {
        List<String> names = tree.memberships(groups);
        return names.isEmpty() ? List.of(Group.UNGROUPED) : names;
    }

    /** Whatever group_vars say, of whichever group, beats what stands in an inventory file beside the hosts. */
    private static boolean isInventory(String file) {
        return !file.isEmpty() && !file.contains("group_vars/");
    }

    private static void lay(Map<String, EffectiveVariable> result, String source, Variables layer) {
        layer.values()
                .forEach((name, value) -> result.put(name, new EffectiveVariable(value, source, layer.file(name))));
    }
}
