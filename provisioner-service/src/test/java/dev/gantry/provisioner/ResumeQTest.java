package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.simulator.SimulatedHost;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The lease of a run's worker is taken from it at random moments, as when its process dies and another takes over. */
@QuarkusTest
class ResumeQTest extends EngineCase {

    @Inject
    AgroalDataSource database;

    @Test
    void aRunGoesOnWhoeverHasIt() throws Exception {
        // given
        long seed = Long.getLong("gantry.test.seed", System.nanoTime());
        System.out.println("ResumeQTest seed " + seed + " (again with -Dgantry.test.seed=" + seed + ")");
        Random random = new Random(seed);
        SimulatedHost host = start(description());

        // when
        wire.say(provision(host, 1, guide()));
        for (int takeover = 0;
                takeover < 8 && wire.heard(HostProvisioned.class, host.name()).isEmpty();
                takeover++) {
            long pause = 200 + random.nextInt(1500);
            Awaitility.await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
            takeOver(host.name());
        }
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, Duration.ofSeconds(90));

        // then
        assertThat(told.devices()).hasSize(6);
        assertThat(host.rebootCount()).isEqualTo(1);
        assertThat(wire.heard(HostProvisioned.class, host.name())).hasSize(1);
        assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
    }

    /** What happens when a worker is silent for longer than its lease: the job is another's, what the first writes is refused. */
    private void takeOver(String host) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update job set owner = null, lease_until = null, fence = fence + 1, run_at = now()"
                    + " where kind = 'host' and state = 'READY' and key = '" + host + "'");
        }
    }
}
