package dev.gantry.novaconfig.lint.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.lint.model.LintFinding;
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
        List<String> codes = LintsForTests.codes("[pci]\nalias = " + alias + "\n", NovaRelease.FLAMINGO);
        assertThat(codes).containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    void aliasByClassAloneIsSoundWherePciDevicesAreInPlacement() {
        String conf = "[pci]\nalias = {\"name\":\"x\",\"resource_class\":\"CUSTOM_A\"}\n"
                + "[filter_scheduler]\npci_in_placement = True\n";
        assertThat(LintsForTests.codes(conf, NovaRelease.FLAMINGO)).isEmpty();
        assertThat(LintsForTests.codes(conf, NovaRelease.ZED)).containsExactly("alias-malformed");
    }

    @Test
    void aliasesOfOneNameMustAgree() {
        String one =
                "alias = {\"name\":\"x\",\"vendor_id\":\"10de\",\"product_id\":\"2331\",\"device_type\":\"type-PF\"}\n";
        String same = one.replace("2331", "2330");
        assertThat(LintsForTests.codes("[pci]\n" + one + same, NovaRelease.EPOXY))
                .isEmpty();
        assertThat(LintsForTests.codes("[pci]\n" + one + same.replace("type-PF", "type-VF"), NovaRelease.EPOXY))
                .containsExactly("alias-twice");
        assertThat(LintsForTests.codes(
                        "[pci]\n" + one + same.replace(",\"device_type\":\"type-PF\"", ""), NovaRelease.EPOXY))
                .containsExactly("alias-twice");
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
        assertThat(LintsForTests.lints(Map.of("kolla/config/nova.conf", conf), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactlyInAnyOrder(found == null ? new String[0] : found.split(" "));
    }

    @Test
    void ownFiltersAreNotJudged() {
        String conf = "[filter_scheduler]\navailable_filters = nova.scheduler.filters.all_filters\n"
                + "available_filters = site.MyFilter\nenabled_filters = ComputeFilter, MyFilter\n";
        assertThat(LintsForTests.lints(Map.of("kolla/config/nova.conf", conf), NovaRelease.EPOXY))
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
        assertThat(LintsForTests.lints(files, NovaRelease.EPOXY)).isEmpty();
    }

    @Test
    void templatesThatKayobeFillsTooEarlyAreNamed() {
        // given
        String branch = "{% if inventory_hostname in groups['compute'] %}\n[libvirt]\ncpu_mode = none\n{% endif %}\n";
        String path = "etc/kayobe/kolla/config/nova/nova-compute.conf";
        // then
        assertThat(LintsForTests.lints(Map.of(path, branch), NovaRelease.EPOXY))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.code()).isEqualTo("raw-guards-missing");
                    assertThat(l.line()).isEqualTo(1);
                });
        assertThat(LintsForTests.lints(Map.of(path, "{% raw %}\n" + branch + "{% endraw %}\n"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(LintsForTests.lints(Map.of(path, "{% raw %}\n" + branch), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-not-closed");
        assertThat(LintsForTests.lints(
                        Map.of(path, "[DEFAULT]\nmy_ip = {{ 'api' | kolla_address }}\n"), NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-guards-missing");
        assertThat(LintsForTests.lints(
                        Map.of(path, "{% raw %}\n[DEFAULT]\nx = {{ kayobe_config_path }}\n{% endraw %}\n"),
                        NovaRelease.EPOXY))
                .extracting(LintFinding::code)
                .containsExactly("raw-guards-wrong");
        assertThat(LintsForTests.lints(Map.of(path, "[DEFAULT]\nx = {{ kolla_region_name }}\n"), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void linesThatOsloConfigDoesNotTakeAreNamed() {
        String conf = "[pci]\npassthrough_whitelist = [{\"vendor_id\":\"10de\",\"product_id\":\"1db4\"},\n"
                + "{ \"vendor_id\":\"10de\", \"product_id\":\"1db5\" }]\n[libvirt\ncpu_mode\n";
        assertThat(LintsForTests.lints(Map.of("kolla/config/nova/nova-compute.conf", conf), NovaRelease.EPOXY))
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
        assertThat(LintsForTests.lints(files, NovaRelease.EPOXY))
                .extracting(LintFinding::fix)
                .containsExactly(
                        "Define it in the inventory, e.g. [compute_cpu] in inventory/groups, or take the name out.",
                        "Write compute_multi_instance_gpu.");
    }
}
