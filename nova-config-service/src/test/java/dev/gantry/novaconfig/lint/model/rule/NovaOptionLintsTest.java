package dev.gantry.novaconfig.lint.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.yaml.ConfigFolderReader;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options are read as Nova reads them; */
class NovaOptionLintsTest {

    private static final String ALL = "enabled_filters = ComputeFilter, PciPassthroughFilter\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"device_type\":\"type-PF\"} | ",
                "'{\"name\":\"x\",\"vendor_id\":\"10DE\",\"product_id\":\"2331\"}' | ",
                "{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"numa_policy\":\"socket\"} | ",
                "[{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\"}] | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"custom_resource_class\":\"A\"} |"
                        + " alias-malformed",
                "{'name':'x'} | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",} | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":\"0x10de\",\"product_id\":\"2331\"} | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":10,\"product_id\":\"2331\"} | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"device_type\":\"type-pf\"} |"
                        + " alias-malformed",
                "{\"vendor_id\":\"10de\",\"product_id\":\"2331\"} | alias-malformed",
                "{\"name\":\"x\",\"resource_class\":\"CUSTOM_A\"} | alias-without-ids",
                "{\"name\":\"x\",\"vendor_id\":\"10de\\n\",\"product_id\":\"2331\"} | alias-unmatched",
                "{\"name\":\"x\",\"vendor_id\":\"\uFF11\uFF10de\",\"product_id\":\"2331\"} | alias-unmatched",
                "{\"name\":\"x\",\"vendor_id\":\"10de\\n\\n\",\"product_id\":\"2331\"} | alias-malformed",
                "{\"name\":\"x\",\"vendor_id\":\" 10de\",\"product_id\":\"2331\"} | alias-malformed",
            })
    void aliasIsReadByNovasSchema(String alias, String code) {
        List<String> codes = codes("[pci]\nalias = " + alias + "\n", NovaRelease.FLAMINGO);
        assertThat(codes).containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    void aliasByClassAloneIsSoundWherePciDevicesAreInPlacement() {
        String conf = "[pci]\nalias = {\"name\":\"x\",\"resource_class\":\"CUSTOM_A\"}\n"
                + "[filter_scheduler]\npci_in_placement = True\n";
        assertThat(codes(conf, NovaRelease.FLAMINGO)).isEmpty();
        assertThat(codes(conf, NovaRelease.ZED)).containsExactly("alias-malformed");
    }

    @Test
    void aliasesOfOneNameMustAgree() {
        String one =
                "alias = {\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"device_type\":\"type-PF\"}\n";
        String same = one.replace("2331", "2330");
        assertThat(codes("[pci]\n" + one + same, NovaRelease.EPOXY)).isEmpty();
        assertThat(codes("[pci]\n" + one + same.replace("type-PF", "type-VF"), NovaRelease.EPOXY))
                .containsExactly("alias-twice");
        assertThat(codes("[pci]\n" + one + same.replace(",\"device_type\":\"type-PF\"", ""), NovaRelease.EPOXY))
                .containsExactly("alias-twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"} | ",
                "[{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}, {\"vendor_id\":\"10de\",\"product_id\":\"1db5\"}]"
                        + " | ",
                "{\"vendor_id\":\"0x10de\",\"address\":\"*:3d:00.*\"} | ",
                "{\"address\":{\"bus\":\"3d\",\"slot\":\"0[0-3]\"}} | ",
                "{\"devname\":\"eth0\",\"physical_network\":\"p\"} | ",
                "{\"vendor_id\":\"10de\", managed:\"no\"} | device-spec-malformed",
                "{\"vendor_id\":\"10de\",\"product_id\":1234} | device-spec-malformed",
                "\"10de\" | device-spec-malformed",
                "[\"10de\"] | device-spec-malformed",
                "{\"address\":\"0000:3d:00.9\"} | device-spec-malformed",
                "{\"address\":\"0000:3d:40.0\"} | device-spec-malformed",
                "{\"address\":\"1:0000:3d:00.0\"} | device-spec-malformed",
                "{\"address\":{\"bus\":\"(\"}} | device-spec-malformed",
                "{\"address\":\"0000:3d:00.0\",\"devname\":\"eth0\"} | device-spec-malformed",
                "{\"vendor_id\":\"10de\",\"managed\":\"nope\"} | device-spec-malformed",
                "{\"vendor_id\":\"10de\",\"one_time_use\":\"yes\"} | device-spec-malformed",
                "{\"vendor_id\":\"-10\"} | device-spec-unmatched",
                "{\"vendor_id\":\"10de\",\"product_id\":\"-1\"} | device-spec-unmatched",
                "{\"vendor_id\":\"0x_10_de\"} | ",
                "{\"vendor_id\":\"00000000000010de\"} | ",
                "{\"vendor_id\":\"\uFF11\uFF10de\"} | ",
                "{\"vendor_id\":\" * \"} | ",
                "{\"product_id\":\" * \"} | device-spec-malformed",
                "{\"vendor_id\":\"10_\"} | device-spec-malformed",
                "{\"vendor_id\":\"\"} | device-spec-malformed",
                "{\"address\":\"-1:3d:00.0\"} | ",
            })
    void deviceSpecIsReadByNovasRules(String spec, String code) {
        List<String> codes = codes("[pci]\ndevice_spec = " + spec + "\n", NovaRelease.FLAMINGO);
        assertThat(codes).containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    void tagsThatAReleaseReadsOverAreNamed() {
        String conf = "[pci]\ndevice_spec = {\"vendor_id\":\"10de\",\"managed\":\"no\"}\n";
        assertThat(codes(conf, NovaRelease.CARACAL)).containsExactly("tag-unknown");
        assertThat(codes(conf, NovaRelease.EPOXY)).isEmpty();
    }

    @Test
    void devnameIsRefusedWhereDevicesAreReported() {
        String conf = "[pci]\nreport_in_placement = true\npassthrough_whitelist = {\"devname\":\"eth0\"}\n";
        assertThat(codes(conf, NovaRelease.EPOXY)).containsExactly("devname-reported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"vendor_id\":\"10de\"} | device-spec-takes-vgpus device-spec-takes-both",
                "{\"address\":\"0000:11:00.0\"} | device-spec-takes-vgpus device-spec-takes-both",
                "{\"address\":\"0000:11:*.*\"} | device-spec-takes-vgpus device-spec-takes-both",
                "{\"address\":\"0000:3d:00.0\"} | ",
                "{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"} | ",
            })
    void aCardBesideItsFunctionsIsRefusedWhereDevicesAreReported(String spec, String codes) {
        String conf = "[pci]\nreport_in_placement = True\ndevice_spec = " + spec
                + "\n[devices]\nenabled_mdev_types = nvidia-699\n[mdev_nvidia-699]\ndevice_addresses = 0000:11:00.4\n"
                + "mdev_class = VGPU\n";
        assertThat(codes(conf, NovaRelease.EPOXY))
                .containsExactlyInAnyOrderElementsOf(codes == null ? List.of() : List.of(codes.split(" ")));
        assertThat(codes(conf.replace("True", "False"), NovaRelease.EPOXY)).doesNotContain("device-spec-takes-both");
    }

    @Test
    void functionsOfOneCardHaveOneClassAndOneSetOfTraitsInPlacement() {
        String first =
                "device_spec = {\"address\":\"0000:11:00.4\",\"resource_class\":\"CUSTOM_A\",\"managed\":\"no\"}\n";
        String other = first.replace("00.4", "00.5");
        String report = "[pci]\nreport_in_placement = True\n";
        assertThat(codes(report + first + other.replace("CUSTOM_A", "a"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(codes(report + first + other.replace("CUSTOM_A", "CUSTOM_B"), NovaRelease.EPOXY))
                .containsExactly("device-spec-mixed");
        assertThat(codes(
                        report + first + other.replace("\"CUSTOM_A\"", "\"CUSTOM_A\",\"traits\":\"B\""),
                        NovaRelease.EPOXY))
                .containsExactly("device-spec-mixed");
        assertThat(codes(report + first + other.replace(":11:", ":12:").replace("_A", "_B"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(codes(report + first + "device_spec = {\"address\":\"0000:11:00.0\"}\n", NovaRelease.EPOXY))
                .containsExactly("device-spec-takes-both");
        assertThat(codes("[pci]\n" + first + other.replace("_A", "_B"), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void classesAndAddressesThatStopNovaComputeAreNamed() {
        String conf = "[devices]\nenabled_mdev_types = nvidia-688, nvidia-700\n"
                + "[mdev_nvidia-688]\ndevice_addresses = 0000:11:00.4\nmdev_class = VGPU_24G\n"
                + "[mdev_nvidia-700]\ndevice_addresses = 11:00.5\nmax_instances = 0\n";
        assertThat(codes(conf, NovaRelease.EPOXY))
                .containsExactlyInAnyOrder("class-malformed", "address-malformed", "max-instances-malformed");
        assertThat(codes(conf, NovaRelease.ZED)).containsExactlyInAnyOrder("class-malformed", "address-malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ComputeFilter, PciPassthroughFilter | ",
                "PciPassthroughFilter | filters-missing",
                "[ComputeFilter, PciPassthroughFilter] | filters-missing filter-unknown pci-filter-missing",
                "ComputeFilter, PciPassthroughFilter, RamFilter | filter-unknown",
                "ComputeFilter | pci-filter-missing",
                "AvailabilityZoneFilter, ComputeFilter, PciPassthroughFilter | zone-filter",
            })
    void filtersAreTheWholeList(String filters, String found) {
        String conf = "[filter_scheduler]\nenabled_filters = " + filters
                + "\n[pci]\ndevice_spec = {\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}\n";
        assertThat(lints(Map.of("kolla/config/nova.conf", conf), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactlyInAnyOrder(found == null ? new String[0] : found.split(" "));
    }

    @Test
    void ownFiltersAreNotJudged() {
        String conf = "[filter_scheduler]\navailable_filters = nova.scheduler.filters.all_filters\n"
                + "available_filters = site.MyFilter\nenabled_filters = ComputeFilter, MyFilter\n";
        assertThat(lints(Map.of("kolla/config/nova.conf", conf), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void listOfAliasesInAFlavorAndOldNamesAndLoopsAreUnderstood() {
        // given
        String h100 = "{\"name\":\"h100\",\"vendor_id\":\"10de\",\"product_id\":\"2331\"}";
        String cx7 = "{\"name\":\"cx7\",\"vendor_id\":\"15b3\",\"product_id\":\"1021\"}";
        String k80 = "{\"name\":\"K80\",\"vendor_id\":\"10de\",\"product_id\":\"102d\"}";
        Map<String, String> files = Map.of(
                "kolla/config/nova.conf",
                "[DEFAULT]\npci_alias = " + k80 + "\n[pci]\nalias = " + h100 + "\nalias = " + cx7 + "\n"
                        + "[filter_scheduler]\n" + ALL,
                "kolla/config/nova/nova-compute.conf",
                "{% raw %}\n[devices]\nenabled_mdev_types = nvidia-1, nvidia-2\n"
                        + "{% for t in ['nvidia-1', 'nvidia-2'] %}\n[mdev_{{ t }}]\n"
                        + "device_addresses = {{ a[t] }}\n{% endfor %}\n{% endraw %}\n",
                "flavors.yml",
                "a: {extra_specs: {\"pci_passthrough:alias\": \"h100:1, cx7:1\"}}\n"
                        + "b: {extra_specs: {\"pci_passthrough:alias\": \"K80:1\"}}\n");
        // then
        assertThat(lints(files, NovaRelease.EPOXY)).isEmpty();
    }

    @Test
    void deviceSpecThatTakesInWhatCarriesVgpusIsNamed() {
        String devices = "[devices]\nenabled_mdev_types = nvidia-697\n[mdev_nvidia-697]\n"
                + "device_addresses = 0000:21:00.4\nmdev_class = CUSTOM_NVIDIA_697\n[pci]\n";
        for (String broad : List.of(
                "passthrough_whitelist = {\"vendor_id\":\"10de\"}",
                "device_spec = {\"address\":\"*:21:00.*\"}",
                "device_spec = {\"vendor_id\":\"10de\",\"address\":\"0000:21:00.0\"}",
                "device_spec = {}")) {
            assertThat(codes(devices + broad + "\n", NovaRelease.EPOXY))
                    .as(broad)
                    .containsExactly("device-spec-takes-vgpus");
        }
        for (String narrow : List.of(
                "device_spec = {\"vendor_id\":\"15b3\"}",
                "device_spec = {\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}",
                "device_spec = {\"vendor_id\":\"10de\",\"address\":\"0000:f2:00.0\"}")) {
            assertThat(codes(devices + narrow + "\n", NovaRelease.EPOXY))
                    .as(narrow)
                    .isEmpty();
        }
    }

    @Test
    void templatesThatKayobeFillsTooEarlyAreNamed() {
        // given
        String branch = "{% if inventory_hostname in groups['compute'] %}\n[libvirt]\ncpu_mode = none\n{% endif %}\n";
        String path = "etc/kayobe/kolla/config/nova/nova-compute.conf";
        // then
        assertThat(lints(Map.of(path, branch), NovaRelease.EPOXY))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.code()).isEqualTo("raw-guards-missing");
                    assertThat(l.line()).isEqualTo(1);
                });
        assertThat(lints(Map.of(path, "{% raw %}\n" + branch + "{% endraw %}\n"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(lints(Map.of(path, "{% raw %}\n" + branch), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-not-closed");
        assertThat(lints(Map.of(path, "[DEFAULT]\nmy_ip = {{ 'api' | kolla_address }}\n"), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-guards-missing");
        assertThat(lints(
                        Map.of(path, "{% raw %}\n[DEFAULT]\nx = {{ kayobe_config_path }}\n{% endraw %}\n"),
                        NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-guards-wrong");
        assertThat(lints(Map.of(path, "[DEFAULT]\nx = {{ kolla_region_name }}\n"), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void linesThatOsloConfigDoesNotTakeAreNamed() {
        String conf = "[pci]\npassthrough_whitelist = [{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"},\n"
                + "{ \"vendor_id\":\"10de\", \"product_id\":\"1db5\" }]\n[libvirt\ncpu_mode\n";
        assertThat(lints(Map.of("kolla/config/nova/nova-compute.conf", conf), NovaRelease.EPOXY))
                .filteredOn(l -> l.code().equals("conf-malformed"))
                .extracting(LintFinding::line)
                .containsExactly(3, 4, 5);
    }

    @Test
    void unknownGroupIsToBeDefinedUnlessItIsASlip() {
        // given
        Map<String, String> files = new TreeMap<>(Map.of(
                "inventory/groups",
                "[compute]\n[compute_vgpu]\n[compute_multi_instance_gpu]\n",
                "kolla.yml",
                "kolla_overcloud_inventory_top_level_group_map:\n  compute:\n    groups: [compute_cpu]\n",
                "overcloud.yml",
                "overcloud_group_hosts_map:\n"
                        + "  compute: [cmp1]\n"
                        + "  ignore: [spare1]\n"
                        + "  compute_mutli_instance_gpu: [a]\n"));
        // then
        assertThat(lints(files, NovaRelease.EPOXY))
                .extracting(LintFinding::fix)
                .containsExactly(
                        "Define it in the inventory, e.g. [compute_cpu] in inventory/groups, or take the name out.",
                        "Write compute_multi_instance_gpu.");
    }

    /** Without what the scheduler has to say. */
    private static List<String> codes(String conf, NovaRelease release) {
        return lints(Map.of("kolla/config/nova.conf", conf), release).stream()
                .map(LintFinding::code)
                .toList();
    }

    private static List<LintFinding> lints(Map<String, String> files, NovaRelease release) {
        return SiteLints.all(ConfigFolderReader.read(files), release);
    }
}
