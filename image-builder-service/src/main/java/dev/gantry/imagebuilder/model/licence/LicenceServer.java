package dev.gantry.imagebuilder.model.licence;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A delegated licence server (DLS) on the cloud itself: what openstack-config and the command line need to make it. */
public record LicenceServer(
        String project, String name, String image, String network, String macAddress, String flavor, int nodes) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    // fa:16:3e:a3:fd:19
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    /** SSH, leases and the web pages; 7070, where the guide has the legacy licence server, which drivers before release 15 speak to. */
    private static final List<Integer> PORTS = List.of(22, 443, 80, 7070);

    /**
     * The two nodes of a highly available licence server copy their database and messages and watch each other; by which ports differs from
     * one release of the appliance to the next, so that all are open, but among the servers of this group alone.
     */
    private static final String BETWEEN_NODES = """
          - ethertype: IPv4
            protocol: tcp
            port_range_min: 1
            port_range_max: 65535
            remote_group: %s
        """;

    /** @throws ProblemException {@code licence-server-invalid} */
    public LicenceServer checked() {
        List<Violation> violations = new ArrayList<>();
        word(violations, "project", project);
        word(violations, "name", name);
        word(violations, "image", image);
        word(violations, "network", network);
        word(violations, "flavor", flavor);
        if (!MAC.matcher(macAddress).matches() || (Integer.parseInt(macAddress.substring(0, 2), 16) & 1) != 0) {
            violations.add(new Violation(
                    "macAddress", macAddress, "a unicast address such as fa:16:3e:a3:fd:19", "Correct it"));
        }
        if (nodes < 1 || nodes > 2) {
            violations.add(
                    new Violation("nodes", String.valueOf(nodes), "1, or 2 for high availability", "Correct it"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid("licence-server-invalid", "Licence server not valid", violations);
        }
        return this;
    }

    /** Project, rules and security group, each at the top level where openstack-config looks for them. */
    public String openStackConfig() {
        StringBuilder yaml = new StringBuilder("---\nsecgroup_rules_nvidia_dls:\n");
        yaml.append("  - ethertype: IPv4\n    protocol: icmp\n");
        for (int port : PORTS) {
            yaml.append("  - ethertype: IPv4\n    protocol: tcp\n    port_range_min: %1$d\n    port_range_max: %1$d\n"
                    .formatted(port));
        }
        if (nodes > 1) {
            yaml.append(BETWEEN_NODES.formatted(name));
        }
        yaml.append("""

            secgroup_nvidia_dls:
              name: %s
              project: "{{ project_cloud_services.name }}"
              rules: "{{ secgroup_rules_nvidia_dls }}"

            openstack_security_groups:
              - "{{ secgroup_nvidia_dls }}"

            project_cloud_services:
              name: "%s"
              description: "Internal Cloud services"
              project_domain: default
              user_domain: default
              users: []
              quotas: "{{ quotas_project }}"

            openstack_projects:
              - "{{ project_cloud_services }}"
            """.formatted(name, project));
        return yaml.toString();
    }

    /**
     * The commands in order, to be given by an administrator in one shell. Ports come first, with fixed addresses which only an administrator may
     * choose, so that a server can be made again without a new licence; group and servers are then made inside the project.
     */
    public List<String> commands() {
        List<String> commands = new ArrayList<>();
        commands.add(
                "openstack image create --file %1$s.qcow2 %1$s --disk-format qcow2 --container-format bare --shared"
                        .formatted(image));
        commands.add("openstack image add project %s %s".formatted(image, project));
        commands.add("openstack image set --accept %s --project %s".formatted(image, project));
        commands.add("openstack image member list %s".formatted(image));
        for (int node = 1; node <= nodes; node++) {
            commands.add("openstack port create --mac-address %s --network %s --security-group %s %s --project %s"
                    .formatted(macOf(node), network, name, port(node), project));
        }
        commands.add("openstack role add member --project %s --user \"$OS_USERNAME\"".formatted(project));
        commands.add("export OS_PROJECT_NAME=%s; unset OS_PROJECT_ID".formatted(project));
        commands.add("openstack server group create %s --policy anti-affinity".formatted(name));
        for (int node = 1; node <= nodes; node++) {
            commands.add(
                    "openstack server create --flavor %s --image %s --port %s --hint group=$(openstack server group show %s -f value -c id) %s"
                            .formatted(flavor, image, port(node), name, port(node)));
        }
        return commands;
    }

    private String port(int node) {
        return "%s-%d".formatted(name, node);
    }

    private String macOf(int node) {
        long mac = Long.parseLong(macAddress.replace(":", ""), 16) + node - 1;
        return "%012x".formatted(mac).replaceAll("(..)(?!$)", "$1:");
    }

    private static void word(List<Violation> violations, String path, String word) {
        if (!WORD.matcher(word).matches()) {
            violations.add(new Violation(path, word, "letters, digits, dot, dash and underscore", "Correct it"));
        }
    }
}
