package dev.gantry.gpu.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.ResourceClass;
import dev.gantry.gpu.driver.DriverVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NovaNamesTest {

    private static final ResourceClass OFFERED = ResourceClass.of(new MdevType(700));

    @Test
    void namesAClassAfterTheType() {
        assertThat(OFFERED).hasToString("CUSTOM_NVIDIA_700");
        assertThat(ResourceClass.VGPU).hasToString("VGPU");
        assertThat(NameRules.resourceClass("CUSTOM_" + "A".repeat(248), "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vgpu", "VGPUS", "CUSTOM_", "CUSTOM_nvidia", "NVIDIA_700", "CUSTOM_A-B", "VGPU\n"})
    void refusesOtherClasses(String name) {
        assertThatThrownBy(() -> new ResourceClass(name)).isInstanceOf(MalformedValueException.class);
        assertThat(NameRules.resourceClass(name, "mdev_class")).get().satisfies(f -> assertThat(f.code())
                .isEqualTo("E11"));
    }

    @Test
    void refusesAClassThatIsTooLong() {
        assertThatThrownBy(() -> new ResourceClass("CUSTOM_" + "A".repeat(249)))
                .isInstanceOf(MalformedValueException.class);
    }

    @Test
    void wantsEachAliasOnce() {
        assertThat(NameRules.aliases(List.of("a", "b", "a"))).singleElement().satisfies(f -> assertThat(f.path())
                .isEqualTo("alias[2].name"));
    }

    @Test
    void readsTheGuidesFlavor() {
        // given
        FlavorSpec guide = flavor(Map.of(
                "hw:cpu_policy", "dedicated",
                "hw:mem_page_size", "1GB",
                "hw:numa_nodes", "8",
                "resources:CUSTOM_NVIDIA_700", "1"));

        // when
        List<RuleViolation> violations = FlavorRules.check(guide, Set.of(OFFERED));

        // then
        assertThat(violations).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo(Rule.FLAVOR_TOPOLOGY);
            assertThat(f.path()).isEqualTo("flavors.vgpu.extra_specs.hw:numa_nodes");
        });
    }

    @Test
    void wantsAClassThatSomeHostOffers() {
        assertThat(FlavorRules.check(flavor(Map.of("resources:VGPU", "1")), Set.of(OFFERED)))
                .extracting(RuleViolation::code)
                .containsExactly("W4");
    }

    @Test
    void wantsOneVgpuInEachGroup() {
        assertThat(FlavorRules.check(flavor(Map.of("resources:CUSTOM_NVIDIA_700", "2")), Set.of(OFFERED)))
                .extracting(RuleViolation::code)
                .containsExactly("W2");
        assertThat(FlavorRules.check(
                        flavor(Map.of("resources1:CUSTOM_NVIDIA_700", "1", "resources2:CUSTOM_NVIDIA_700", "1")),
                        Set.of(OFFERED)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pulp/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip",
                "file:///home/stack/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip"
            })
    void takesBundleUrls(String url) {
        assertThat(DriverRules.bundleUrl(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ftp://x/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip",
                "https://x/driver.zip",
                "/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip"
            })
    void refusesOtherUrls(String url) {
        assertThat(DriverRules.bundleUrl(url)).extracting(RuleViolation::code).containsExactly("E10");
    }

    @Test
    void wantsGuestDriversThatLoad() {
        DriverVersion host = DriverVersion.parse("525.105.14");
        assertThat(DriverRules.guestOnHost(host, DriverVersion.parse("525.105.17")))
                .isEmpty();
        assertThat(DriverRules.guestOnHost(host, DriverVersion.parse("535.161.07")))
                .extracting(RuleViolation::code)
                .containsExactly("E10");
    }

    private static FlavorSpec flavor(Map<String, String> extraSpecs) {
        return new FlavorSpec("vgpu", 8, extraSpecs);
    }
}
