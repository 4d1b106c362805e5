package dev.gantry.inventory.flow.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.PassthroughLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.PlacementFigures;
import dev.gantry.inventory.model.variables.Variables;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CapacitySumTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String CARD = "0000:65:00.0";

    private static InspectedHost host(String name, int made, DeviceFigures... figures) {
        HostSpec spec = new HostSpec(
                new HostSpec.Reach("10.0.0.1", 22, "stack", null, null),
                List.of(),
                Variables.of(Map.of()),
                Variables.of(Map.of()),
                ApprovalPolicy.REQUIRED);
        List<Device> devices = java.util.stream.IntStream.range(0, made)
                .mapToObj(i -> new Device(
                        "MDEV",
                        CARD,
                        "0000:65:00." + (4 + i),
                        "u" + i,
                        "nvidia-697",
                        "GRID A100D-40C",
                        "10de",
                        "20b5",
                        null))
                .toList();
        PlacementFigures told = figures.length == 0 ? null : new PlacementFigures(Arrays.asList(figures), NOW);
        return new InspectedHost(Host.enrolled(name, 1, spec, NOW), null, new HostDevices(devices, null), told);
    }

    private static DeviceFigures figures(int function, int used) {
        return new DeviceFigures("0000:65:00." + function, "CUSTOM_NVIDIA_697", 1, used);
    }

    private static HostCapacity capacity(InspectedHost host) {
        CardLayout card = CardLayout.withVgpus(
                PciAddress.parse(CARD),
                List.of(VirtualFunction.of(0, "A100D-40C"), VirtualFunction.of(1, "nvidia-697")),
                Map.of());
        DesiredGpuState desired = new DesiredGpuState(
                new VgpuLayout(List.of(card)), PassthroughLayout.empty(), null, null, new TreeMap<>());
        return HostCapacity.of(host, Optional.of(desired));
    }

    @Test
    void whatIsFreeIsWhatIsOfferedAndNotAllocated() {
        // given
        CapacitySum sum = new CapacitySum();
        // when
        sum.add(capacity(host("h1", 2, figures(4, 1), figures(5, 0))), List.of(""), false);
        sum.add(capacity(host("h2", 2, figures(4, 0), figures(5, 0))), List.of(""), false);
        // then
        assertThat(sum.figures()).singleElement().satisfies(line -> {
            assertThat(line.type()).isEqualTo("A100D-40C");
            assertThat(line.resourceClasses()).containsExactly("CUSTOM_NVIDIA_697");
            assertThat(List.of(line.desired(), line.made(), line.offered(), line.allocated(), line.free()))
                    .containsExactly(4, 4, 4, 1, 3);
            assertThat(line.largestFree()).isEqualTo(2);
            assertThat(line.notKnown()).isZero();
        });
    }

    @Test
    void whatNobodyToldIsNotTakenForNothing() {
        // given
        CapacitySum some = new CapacitySum();
        CapacitySum none = new CapacitySum();
        HostCapacity silent = capacity(host("h2", 2));
        // when
        some.add(capacity(host("h1", 2, figures(4, 1), figures(5, 0))), List.of(""), false);
        some.add(silent, List.of(""), false);
        none.add(silent, List.of(""), false);
        // then
        assertThat(silent.unknown()).contains("Placement told nothing");
        assertThat(some.figures()).singleElement().satisfies(line -> {
            assertThat(line.free()).isEqualTo(1);
            assertThat(line.made()).isEqualTo(4);
            assertThat(line.notKnown()).isEqualTo(2);
        });
        assertThat(none.figures()).singleElement().satisfies(line -> {
            assertThat(line.offered()).isNull();
            assertThat(line.allocated()).isNull();
            assertThat(line.free()).isNull();
            assertThat(line.largestFree()).isNull();
        });
    }

    @Test
    void hostInTwoGroupsCountsInEach() {
        // given
        CapacitySum sum = new CapacitySum();
        // when
        sum.add(capacity(host("h1", 2, figures(4, 0), figures(5, 0))), List.of("a", "b"), false);
        // then
        assertThat(sum.figures()).extracting(Capacity.Figures::by).containsExactly("a", "b");
        assertThat(sum.figures()).extracting(Capacity.Figures::free).containsExactly(2, 2);
    }

    @Test
    void hostWithoutDevicesHasOnlyWhatIsDesired() {
        // when
        HostCapacity bare = capacity(host("h1", 0));
        // then
        assertThat(bare.unknown()).isNull();
        CapacitySum sum = new CapacitySum();
        sum.add(bare, List.of(""), true);
        assertThat(sum.figures()).singleElement().satisfies(line -> {
            assertThat(line.by()).isEqualTo("A100D");
            assertThat(line.desired()).isEqualTo(2);
            assertThat(line.made()).isZero();
        });
    }
}
