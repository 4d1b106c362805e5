package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gantry.contracts.desired.DesiredCard;
import dev.gantry.contracts.desired.DesiredFunction;
import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.HostDescription;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Connections that break before or after the effect, anywhere on the whole path, by a seed that is printed, on hosts that have other troubles
 * besides. {@code -Dgantry.test.rounds=50} goes on with further seeds.
 */
@QuarkusTest
class SeededFaultQTest extends EngineCase {

    private static final int HOSTS = 4;
    private static final int COMMANDS = 30;
    private static final int RETYPE_COMMANDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void whereverTheConnectionBreaksTheRunEndsWithEverythingInEffect() throws Exception {
        long seed = Long.getLong("gantry.test.seed", System.nanoTime());
        for (int round = 0; round < Integer.getInteger("gantry.test.rounds", 1); round++) {
            System.out.println("SeededFaultQTest seed " + (seed + round) + " (again with -Dgantry.test.seed="
                    + (seed + round) + ")");
            round(new Random(seed + round));
        }
    }

    private void round(Random random) throws Exception {
        // given
        List<SimulatedHost> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(start(troubled(random)));
        }

        // when
        DesiredState wanted = guide();
        hosts.forEach(host -> wire.say(provision(host, 1, wanted)));

        // then
        for (SimulatedHost host : hosts) {
            assertThat(ended(host, 1).devices()).as(host.name()).hasSize(6);
            assertNothingIsLeft(host, 2, wanted);
        }

        // and when
        for (SimulatedHost host : hosts) {
            breakAgain(host, random);
        }
        DesiredState retyped = retyped(wanted);
        hosts.forEach(host -> wire.say(provision(host, 3, retyped)));

        // then
        for (SimulatedHost host : hosts) {
            assertThat(ended(host, 3).devices())
                    .as(host.name())
                    .filteredOn(device -> device.card().equals("0000:65:00.0"))
                    .extracting(Device::type)
                    .containsExactly("nvidia-698");
            assertNothingIsLeft(host, 4, retyped);
            assertThat(host.rebootCount()).as(host.name()).isEqualTo(1);
            host.close();
        }
    }

    private HostDescription troubled(Random random) {
        HostDescription host = description()
                .with(Fault.SSH_DROPS_AFTER_EFFECT, Integer.toString(1 + random.nextInt(COMMANDS)))
                .with(Fault.SSH_DROPS_BEFORE_EFFECT, Integer.toString(1 + random.nextInt(COMMANDS)));
        return switch (random.nextInt(4)) {
            case 0 -> host.with(Fault.SRIOV_MANAGE_LIES, "1");
            case 1 -> host.with(Fault.LOGIN_CLOSED_AFTER_REBOOT, "2");
            case 2 -> host.with(Fault.DRIVER_INSTALL_FAILS_ONCE, "1");
            default -> host;
        };
    }

    private static void breakAgain(SimulatedHost host, Random random) throws IOException {
        for (Fault fault : List.of(Fault.SSH_DROPS_AFTER_EFFECT, Fault.SSH_DROPS_BEFORE_EFFECT)) {
            Files.deleteIfExists(host.sim().resolve("state/struck-" + fault.id()));
            host.setFault(fault, Integer.toString(host.commandCount() + 1 + random.nextInt(RETYPE_COMMANDS)));
        }
    }

    private HostProvisioned ended(SimulatedHost host, long version) {
        await(host.name() + " at " + version).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
            assertThat(wire.heard(HostProvisioned.class, host.name())).anyMatch(told -> told.version() == version);
        });
        return wire.await(HostProvisioned.class, host.name(), version, PATIENCE);
    }

    /** An inspection that has nothing to do with the run finds nothing to do either. */
    private void assertNothingIsLeft(SimulatedHost host, long version, DesiredState wanted) {
        wire.say(inspect(host, version, wanted));
        HostInspected seen = wire.await(HostInspected.class, host.name(), version, PATIENCE);
        assertThat(seen.plan().text()).as(host.name()).isEqualTo("nothing to do\n");
    }

    /** The guide's "Changing VGPU device types". */
    private static DesiredState retyped(DesiredState now) {
        DesiredCard second = new DesiredCard("0000:65:00.0", List.of(new DesiredFunction(0, "nvidia-698")), Map.of());
        return new DesiredState(
                now.path(), List.of(now.cards().getFirst(), second), now.passthrough(), now.driver(), now.options());
    }
}
