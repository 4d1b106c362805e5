package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.desired.DesiredFunction;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A retype takes a device away only when Placement, too, shows nobody on it. */
@QuarkusTest
class DrainQTest extends EngineCase {

    @ConfigProperty(name = NovaConfigForTests.FOLDER)
    Path novaConfig;

    @Test
    void anAllocationOnADeviceThatGoesStopsTheRunBeforeItTouchesAnything() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(provision(host, 1, guide()));
        wire.await(HostProvisioned.class, host.name(), 1, LONG);
        held(host, Map.of("instance-that-stays", "pci_0000_17_00_4", "instance-in-the-way", "pci_0000_65_00_5"));

        // when
        wire.say(provision(host, 2, retyped()));
        HostProvisioningFailed blocked = wire.await(HostProvisioningFailed.class, host.name(), 2, LONG);

        // then
        assertThat(blocked.reason()).isEqualTo("blocked");
        assertThat(blocked.detail()).contains("instance-in-the-way").doesNotContain("instance-that-stays");
        assertThat(wire.heard(HostStepFinished.class, host.name())).noneMatch(step -> step.version() == 2);

        // and when
        held(host, Map.of("instance-that-stays", "pci_0000_17_00_4", "instance-of-a-whole-card", "0000:3D:00.0"));
        wire.say(provision(host, 3, retyped()));
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 3, LONG);

        // then
        assertThat(told.devices())
                .filteredOn(device -> device.card().equals("0000:65:00.0"))
                .extracting(Device::address, Device::type)
                .containsExactly(tuple("0000:65:00.4", "nvidia-698"));
    }

    /** The guide's "Changing VGPU device types". */
    private DesiredState retyped() throws Exception {
        DesiredState now = guide();
        DesiredCard second = new DesiredCard("0000:65:00.0", List.of(new DesiredFunction(0, "nvidia-698")), Map.of());
        return new DesiredState(now.path(), List.of(now.cards().getFirst(), second), List.of(), now.driver(), Map.of());
    }

    private void held(SimulatedHost host, Map<String, String> deviceByConsumer) throws Exception {
        String holders = deviceByConsumer.entrySet().stream()
                .map(e -> "{\"consumer\":\"%s\",\"provider\":\"%s_%s\",\"resources\":{\"VGPU\":1}}"
                        .formatted(e.getKey(), host.name(), e.getValue()))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        Files.writeString(novaConfig.resolve(host.name() + ".json"), holders);
    }
}
