package dev.gantry.imagebuilder.model.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class LicenceServerTest {

    private final LicenceServer server = new LicenceServer(
            "cloud-services",
            "nvidia-dls",
            "nls-3.0.0-bios",
            "external",
            "fa:16:3e:a3:fd:19",
            "8cpu-8gbmem-30gbdisk",
            2);

    @Test
    @SuppressWarnings("unchecked")
    void theSecurityGroupStandsBesideItsRulesNotInsideThem() {
        // when
        Map<String, Object> config =
                (Map<String, Object>) new Load(LoadSettings.builder().build())
                        .loadFromString(server.checked().openStackConfig());

        // then
        assertThat(config)
                .containsOnlyKeys(
                        "secgroup_rules_nvidia_dls",
                        "secgroup_nvidia_dls",
                        "openstack_security_groups",
                        "project_cloud_services",
                        "openstack_projects");
        assertThat((List<Map<String, Object>>) config.get("secgroup_rules_nvidia_dls"))
                .extracting(rule -> rule.get("port_range_min"), rule -> rule.get("remote_group"))
                .containsExactly(
                        tuple(null, null),
                        tuple(22, null),
                        tuple(443, null),
                        tuple(80, null),
                        tuple(7070, null),
                        tuple(1, "nvidia-dls"));
    }

    @Test
    void oneNodeOpensNothingToOthersThanTheGuide() {
        // given
        LicenceServer one = new LicenceServer(
                "cloud-services", "nvidia-dls", "nls-3.0.0-bios", "external", "fa:16:3e:a3:fd:19", "8cpu", 1);

        // when / then
        assertThat(one.checked().openStackConfig())
                .contains("port_range_min: 7070")
                .doesNotContain("remote_group");
    }

    @Test
    void commandsComeInAnOrderInWhichEachFindsWhatItNeeds() {
        assertThat(server.commands())
                .containsExactly(
                        "openstack image create --file nls-3.0.0-bios.qcow2 nls-3.0.0-bios --disk-format qcow2"
                                + " --container-format bare --shared",
                        "openstack image add project nls-3.0.0-bios cloud-services",
                        "openstack image set --accept nls-3.0.0-bios --project cloud-services",
                        "openstack image member list nls-3.0.0-bios",
                        "openstack port create --mac-address fa:16:3e:a3:fd:19 --network external"
                                + " --security-group nvidia-dls nvidia-dls-1 --project cloud-services",
                        "openstack port create --mac-address fa:16:3e:a3:fd:1a --network external"
                                + " --security-group nvidia-dls nvidia-dls-2 --project cloud-services",
                        "openstack role add member --project cloud-services --user \"$OS_USERNAME\"",
                        "export OS_PROJECT_NAME=cloud-services; unset OS_PROJECT_ID",
                        "openstack server group create nvidia-dls --policy anti-affinity",
                        "openstack server create --flavor 8cpu-8gbmem-30gbdisk --image nls-3.0.0-bios --port"
                                + " nvidia-dls-1 --hint group=$(openstack server group show nvidia-dls -f value -c id)"
                                + " nvidia-dls-1",
                        "openstack server create --flavor 8cpu-8gbmem-30gbdisk --image nls-3.0.0-bios --port"
                                + " nvidia-dls-2 --hint group=$(openstack server group show nvidia-dls -f value -c id)"
                                + " nvidia-dls-2");
    }

    @Test
    void refusesWordsThatWouldReachAShell() {
        LicenceServer bad = new LicenceServer("x; rm -rf /", "n", "i", "e", "ff:16:3e:a3:fd:19", "f", 3);

        assertThatThrownBy(bad::checked).isInstanceOfSatisfying(ProblemException.class, r -> assertThat(r.violations())
                .extracting(Violation::where)
                .containsExactly("project", "macAddress", "nodes"));
    }
}
