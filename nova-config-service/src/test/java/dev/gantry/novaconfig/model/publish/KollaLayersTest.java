package dev.gantry.novaconfig.model.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is called lost here was lost when kolla-ansible's own merge_configs merged a list under ours, and options over ours. */
class KollaLayersTest {

    private static final String HOST = "kolla/config/nova/gpu1/nova-compute.conf";
    private static final String SPEC = "[pci]\ndevice_spec = { \"vendor_id\":\"10de\", \"product_id\":\"20b5\" }\n";
    private static final String NIC = "[pci]\ndevice_spec = { \"vendor_id\":\"15b3\", \"product_id\":\"101d\" }\n";
    private static final String FILTERS = "[filter_scheduler]\nenabled_filters = ComputeFilter, PciPassthroughFilter\n";

    @Test
    void listOfTheOperatorsUnderOursWouldBeTakenAway() {
        for (String under : List.of(
                "kolla/config/global.conf",
                "kolla/config/nova.conf",
                "kolla/config/nova/nova-compute.conf",
                "kolla/config/nova/gpu1/nova.conf")) {
            assertThat(conflicts(Map.of(HOST, SPEC), under, "[DEFAULT]\ndebug = true\n" + NIC))
                    .containsExactly("foreign-layer " + under + ":4");
        }
    }

    @Test
    void optionOfTheOperatorsOverOursTakesOursAway() {
        assertThat(conflicts(
                        Map.of("kolla/config/nova.conf", FILTERS),
                        "kolla/config/nova/nova-scheduler.conf",
                        "[filter_scheduler]\nenabled_filters = ComputeFilter\n"))
                .containsExactly("foreign-layer kolla/config/nova/nova-scheduler.conf:2");
        assertThat(conflicts(
                        Map.of("kolla/config/nova.conf", "[pci]\nalias = { \"name\":\"gpu\" }\n"),
                        "kolla/config/nova/nova-compute.conf",
                        "[pci]\nalias = { \"name\":\"nic\" }\n"))
                .hasSize(1);
    }

    @Test
    void singleValueUnderOursIsWhatAHostsFileIsFor() {
        assertThat(conflicts(
                        Map.of(HOST, "[devices]\nenabled_mdev_types = nvidia-697\n"),
                        "kolla/config/nova/nova-compute.conf",
                        "[devices]\nenabled_mdev_types = nvidia-700\n"))
                .isEmpty();
    }

    @Test
    void filesThatNoServiceReadsTogetherDoNotMeet() {
        Map<String, String> ours = Map.of(HOST, SPEC);
        assertThat(conflicts(ours, "kolla/config/nova/gpu2/nova.conf", NIC)).isEmpty();
        assertThat(conflicts(ours, "kolla/config/nova/nova-api.conf", NIC)).isEmpty();
        assertThat(conflicts(ours, "kolla/config/neutron.conf", NIC)).isEmpty();
        assertThat(conflicts(ours, "kolla/config/nova/nova-compute.conf", SPEC)).isEmpty();
    }

    @Test
    void branchOfOtherHostsIsNotClaimed() {
        String branch = "{% raw %}\n{% if inventory_hostname in groups['compute_amd'] %}\n" + NIC
                + "{% endif %}\n{% endraw %}\n";
        assertThat(conflicts(Map.of(HOST, SPEC), "kolla/config/nova/nova-compute.conf", branch))
                .isEmpty();
    }

    private static List<String> conflicts(Map<String, String> ours, String path, String theirs) {
        return KollaLayers.conflicts(ours, Map.of(path, theirs)).stream()
                .map(f -> f.code() + " " + f.subject())
                .toList();
    }
}
