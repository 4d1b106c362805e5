package dev.gantry.novaconfig.lint.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code [pci]device_spec} is read as Nova reads it, and held against what carries vGPUs. */
class DeviceSpecLintsTest {

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
        List<String> codes = LintsForTests.codes("[pci]\ndevice_spec = " + spec + "\n", NovaRelease.FLAMINGO);
        assertThat(codes).containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    void tagsThatAReleaseReadsOverAreNamed() {
        String conf = "[pci]\ndevice_spec = {\"vendor_id\":\"10de\",\"managed\":\"no\"}\n";
        assertThat(LintsForTests.codes(conf, NovaRelease.CARACAL)).containsExactly("tag-unknown");
        assertThat(LintsForTests.codes(conf, NovaRelease.EPOXY)).isEmpty();
    }

    @Test
    void devnameIsRefusedWhereDevicesAreReported() {
        String conf = "[pci]\nreport_in_placement = true\npassthrough_whitelist = {\"devname\":\"eth0\"}\n";
        assertThat(LintsForTests.codes(conf, NovaRelease.EPOXY)).containsExactly("devname-reported");
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
        assertThat(LintsForTests.codes(conf, NovaRelease.EPOXY))
                .containsExactlyInAnyOrderElementsOf(codes == null ? List.of() : List.of(codes.split(" ")));
        assertThat(LintsForTests.codes(conf.replace("True", "False"), NovaRelease.EPOXY))
                .doesNotContain("device-spec-takes-both");
    }

    @Test
    void functionsOfOneCardHaveOneClassAndOneSetOfTraitsInPlacement() {
        String first =
                "device_spec = {\"address\":\"0000:11:00.4\",\"resource_class\":\"CUSTOM_A\",\"managed\":\"no\"}\n";
        String other = first.replace("00.4", "00.5");
        String report = "[pci]\nreport_in_placement = True\n";
        assertThat(LintsForTests.codes(report + first + other.replace("CUSTOM_A", "a"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(LintsForTests.codes(report + first + other.replace("CUSTOM_A", "CUSTOM_B"), NovaRelease.EPOXY))
                .containsExactly("device-spec-mixed");
        assertThat(LintsForTests.codes(
                        report + first + other.replace("\"CUSTOM_A\"", "\"CUSTOM_A\",\"traits\":\"B\""),
                        NovaRelease.EPOXY))
                .containsExactly("device-spec-mixed");
        assertThat(LintsForTests.codes(
                        report + first + other.replace(":11:", ":12:").replace("_A", "_B"), NovaRelease.EPOXY))
                .isEmpty();
        assertThat(LintsForTests.codes(
                        report + first + "device_spec = {\"address\":\"0000:11:00.0\"}\n", NovaRelease.EPOXY))
                .containsExactly("device-spec-takes-both");
        assertThat(LintsForTests.codes("[pci]\n" + first + other.replace("_A", "_B"), NovaRelease.EPOXY))
                .isEmpty();
    }

    @Test
    void classesAndAddressesThatStopNovaComputeAreNamed() {
        String conf = "[devices]\nenabled_mdev_types = nvidia-688, nvidia-700\n"
                + "[mdev_nvidia-688]\ndevice_addresses = 0000:11:00.4\nmdev_class = VGPU_24G\n"
                + "[mdev_nvidia-700]\ndevice_addresses = 11:00.5\nmax_instances = 0\n";
        assertThat(LintsForTests.codes(conf, NovaRelease.EPOXY))
                .containsExactlyInAnyOrder("class-malformed", "address-malformed", "max-instances-malformed");
        assertThat(LintsForTests.codes(conf, NovaRelease.ZED))
                .containsExactlyInAnyOrder("class-malformed", "address-malformed");
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
            assertThat(LintsForTests.codes(devices + broad + "\n", NovaRelease.EPOXY))
                    .as(broad)
                    .containsExactly("device-spec-takes-vgpus");
        }
        for (String narrow : List.of(
                "device_spec = {\"vendor_id\":\"15b3\"}",
                "device_spec = {\"vendor_id\":\"10de\",\"product_id\":\"1db4\"}",
                "device_spec = {\"vendor_id\":\"10de\",\"address\":\"0000:f2:00.0\"}")) {
            assertThat(LintsForTests.codes(devices + narrow + "\n", NovaRelease.EPOXY))
                    .as(narrow)
                    .isEmpty();
        }
    }
}
