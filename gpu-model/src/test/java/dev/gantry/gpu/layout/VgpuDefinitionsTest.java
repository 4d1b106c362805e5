package dev.gantry.gpu.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSet;
import dev.gantry.gpu.pci.PciAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VgpuDefinitionsTest {

    @Test
    void readsTheGuidesLayout() {
        // when
        VgpuLayout layout = GuideLayout.layout();

        // then
        assertThat(layout.cards()).hasSize(2);
        CardLayout first = layout.cards().getFirst();
        assertThat(first.card()).isEqualTo(GuideLayout.MIG_CARD);
        assertThat(first.virtualFunctions())
                .containsExactly(
                        VirtualFunction.of(0, "nvidia-700"),
                        VirtualFunction.of(1, "nvidia-700"),
                        VirtualFunction.of(2, "nvidia-700"),
                        VirtualFunction.of(3, "nvidia-699"));
        assertThat(new MigSet(first.migDevices())).hasToString("1x 1g.10gb + 3x 2g.20gb");
        assertThat(layout.cards().get(1).usesMig()).isFalse();
        assertThat(layout.usesMig()).isTrue();
    }

    @Test
    void writesWhatItRead() {
        assertThat(VgpuDefinitions.write(GuideLayout.layout())).isEqualTo(GuideLayout.PLAIN);
    }

    @Test
    void tellsAbsentFunctionsFromEmptyOnes() {
        // given
        Map<String, Object> bare = Map.of("pci_address", "0000:17:00.0", "mig_devices", Map.of("3g.40gb", 2));
        Map<String, Object> discovery = Map.of("pci_address", "0000:65:00.0", "virtual_functions", List.of());
        Map<String, Object> plain = Map.of("vgpu_definitions", List.of(bare, discovery));

        // when
        VgpuLayout layout = readable(plain);

        // then
        assertThat(layout.cards().get(0))
                .isEqualTo(CardLayout.bareMig(GuideLayout.MIG_CARD, Map.of(MigProfile.of(3, 40), 2)));
        assertThat(layout.cards().get(1)).isEqualTo(CardLayout.discovery(GuideLayout.TIME_SLICED_CARD));
        assertThat(layout.cards().get(0).isDiscovery()).isFalse();
        assertThat(layout.cards().get(1).isDiscovery()).isTrue();
        assertThat(VgpuDefinitions.write(layout)).isEqualTo(plain);
    }

    @Test
    void takesNoneOfAProfileForNothing() {
        CardLayout card =
                readable(card("mig_devices", Map.of("1g.10gb", 0))).cards().getFirst();
        assertThat(card.usesMig()).isFalse();
        assertThat(card.migDevices()).isEmpty();
    }

    @Test
    void takesTypeNames() {
        assertThat(readable(card("virtual_functions", List.of(function("GRID A100D-2-20C", 0))))
                        .cards()
                        .getFirst()
                        .virtualFunctions())
                .containsExactly(VirtualFunction.of(0, "A100D-2-20C"));
    }

    @Test
    void readsAFileWithoutTheKeyAsNoWish() {
        assertThat(readable(Map.of("vgpu_driver_url", "file:///x"))).isEqualTo(VgpuLayout.empty());
        assertThat(readable(Map.of("vgpu_definitions", List.of()))).isEqualTo(VgpuLayout.empty());
    }

    @Test
    void takesTheOldNameOfTheKey() {
        Map<String, Object> old = Map.of("vgpu_mig_definitions", GuideLayout.PLAIN.get("vgpu_definitions"));
        assertThat(readable(old)).isEqualTo(GuideLayout.layout());
        assertThat(paths(VgpuDefinitions.read(Map.of("vgpu_mig_definitions", 1))))
                .containsExactly("vgpu_mig_definitions");
    }

    @Test
    void tellsOfEveryWrongFieldAtOnce() {
        // given
        Map<String, Object> first = Map.of("pci_address", "17:00.0", "virtual_function", List.of());
        Map<String, Object> second = Map.of(
                "pci_address",
                "0000:65:00.0",
                "virtual_functions",
                Arrays.asList(
                        function("nvidia-x", 0),
                        function("nvidia-697", "1"),
                        function("nvidia-697", -1),
                        Map.of("index", 1.5),
                        null),
                "mig_devices",
                Map.of("1g", 1));

        // when
        DefinitionResult answer = VgpuDefinitions.read(Map.of("vgpu_definitions", List.of(first, second, "x")));

        // then
        assertThat(paths(answer))
                .containsExactly(
                        "vgpu_definitions[0].virtual_function",
                        "vgpu_definitions[0].pci_address",
                        "vgpu_definitions[1].virtual_functions[0].mdev_type",
                        "vgpu_definitions[1].virtual_functions[1].index",
                        "vgpu_definitions[1].virtual_functions[2].index",
                        "vgpu_definitions[1].virtual_functions[3].mdev_type",
                        "vgpu_definitions[1].virtual_functions[3].index",
                        "vgpu_definitions[1].virtual_functions[4]",
                        "vgpu_definitions[1].mig_devices.1g",
                        "vgpu_definitions[2]");
        assertThat(((DefinitionResult.Unreadable) answer).violations().get(2).message())
                .isEqualTo("E0 card 0000:65:00.0, vgpu_definitions[1].virtual_functions[0].mdev_type: found 'nvidia-x';"
                        + " expected nvidia-<number> such as nvidia-697. Correct the mdev type.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pci_address", "virtual_functions", "mig_devices"})
    void refusesAKeyWithoutAValue(String key) {
        TreeMap<String, Object> card = new TreeMap<>(Map.of("pci_address", "0000:17:00.0"));
        card.put(key, null);
        assertThat(paths(VgpuDefinitions.read(Map.of("vgpu_definitions", List.of(card)))))
                .containsExactly("vgpu_definitions[0]." + key);
        assertThat(paths(VgpuDefinitions.read(Collections.singletonMap("vgpu_definitions", null))))
                .containsExactly("vgpu_definitions");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MAX_VALUE})
    void refusesIndexesThatNoCardHas(int index) {
        assertThat(paths(VgpuDefinitions.read(card("virtual_functions", List.of(function("nvidia-697", index))))))
                .containsExactly("vgpu_definitions[0].virtual_functions[0].index");
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(20);
        List<MigProfile> profiles = MigFamily.named("80GB").orElseThrow().profiles();
        for (int round = 0; round < 200; round++) {
            // given
            List<VirtualFunction> functions = random.ints(random.nextInt(5), 0, 16)
                    .mapToObj(i -> new VirtualFunction(i, new MdevType(690 + random.nextInt(18))))
                    .toList();
            TreeMap<MigProfile, Integer> mig = new TreeMap<>();
            random.ints(random.nextInt(3), 0, profiles.size())
                    .forEach(i -> mig.put(profiles.get(i), random.nextInt(8)));
            PciAddress card = new PciAddress(0, random.nextInt(256), random.nextInt(32), 0);
            VgpuLayout layout = new VgpuLayout(List.of(
                    random.nextBoolean() ? CardLayout.withVgpus(card, functions, mig) : CardLayout.bareMig(card, mig)));

            // when
            VgpuLayout again = readable(VgpuDefinitions.write(layout));

            // then
            assertThat(again).isEqualTo(layout);
        }
    }

    private static Map<String, Object> function(String type, Object index) {
        return Map.of("mdev_type", type, "index", index);
    }

    private static Map<String, Object> card(String key, Object value) {
        return Map.of("vgpu_definitions", List.of(Map.of("pci_address", "0000:17:00.0", key, value)));
    }

    private static VgpuLayout readable(Map<?, ?> variables) {
        return ((DefinitionResult.Readable) VgpuDefinitions.read(variables)).layout();
    }

    private static List<String> paths(DefinitionResult answer) {
        return ((DefinitionResult.Unreadable) answer)
                .violations().stream().map(RuleViolation::path).toList();
    }
}
