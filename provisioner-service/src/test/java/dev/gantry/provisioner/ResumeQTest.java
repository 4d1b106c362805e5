package dev.gantry.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.simulator.SimulatedHost;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

    /** As often as a step may be broken off and more often than one that failed is made again. */
    @Test
    void stepThatIsBrokenOffAgainAndAgainIsNotMadeInVain() throws Exception {
        // given
        SimulatedHost host = start(description());

        // when
        wire.say(provision(host, 1, guide()));
        for (int broken = 0; broken < 4; broken++) {
            int begun = broken;
            Awaitility.await("sr-iov of " + host.name())
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> timesBegun(host.name(), "sr-iov") > begun || hasEnded(host));
            takeOver(host.name());
        }
        HostProvisioned told = wire.await(HostProvisioned.class, host.name(), 1, Duration.ofSeconds(90));

        // then
        assertThat(told.devices()).hasSize(6);
        assertThat(wire.heard(HostProvisioningFailed.class, host.name())).isEmpty();
    }

    private boolean hasEnded(SimulatedHost host) {
        return !wire.heard(HostProvisioned.class, host.name()).isEmpty()
                || !wire.heard(HostProvisioningFailed.class, host.name()).isEmpty();
    }

    /** How often the step was begun. */
    private int timesBegun(String host, String step) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from run_step join run on run.id = run_step.run_id"
                                + " where run.host = ? and run_step.name = ?")) {
            statement.setString(1, host);
            statement.setString(2, step);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
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
