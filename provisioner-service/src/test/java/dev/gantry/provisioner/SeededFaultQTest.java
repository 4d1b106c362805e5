package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.HostProvisioned;
import dev.gantry.contracts.HostProvisioningFailed;
import dev.gantry.contracts.WantedState;
import dev.gantry.local.hosts.Fate;
import dev.gantry.local.hosts.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Connections that break before or after the effect, anywhere on the whole path, by a seed that is printed. */
@QuarkusTest
class SeededFaultQTest extends EngineCase {

    private static final int HOSTS = 4;
    private static final int COMMANDS = 30;

    @Test
    void whereverTheConnectionBreaksTheRunEndsWithEverythingInEffect() throws Exception {
        // given
        long seed = Long.getLong("gantry.test.seed", System.nanoTime());
        System.out.println("SeededFaultQTest seed " + seed + " (again with -Dgantry.test.seed=" + seed + ")");
        Random random = new Random(seed);
        WantedState wanted = guide();
        List<SimulatedHost> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(start(description()
                    .with(Fate.SSH_DROPS_AFTER_EFFECT, Integer.toString(1 + random.nextInt(COMMANDS)))
                    .with(Fate.SSH_DROPS_BEFORE_EFFECT, Integer.toString(1 + random.nextInt(COMMANDS)))));
        }

        // when
        hosts.forEach(host -> wire.say(provision(host, 1, wanted)));

        // then
        for (SimulatedHost host : hosts) {
            HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, Duration.ofSeconds(120));
            assertThat(told.devices()).as(host.name()).hasSize(6);
            assertThat(host.rebootCount()).as(host.name()).isEqualTo(1);
            assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
        }
    }
}
