package dev.gantry.kit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gantry.local.embedded.ServersForTests;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A process that stood still longer than its leases (a suspended machine, a database away) works on, and each job ends once. */
@QuarkusTest
@QuarkusTestResource(ServersForTests.class)
class JobStallQTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    JobQueue queue;

    @Inject
    StalledWorker worker;

    @Inject
    AgroalDataSource database;

    @Inject
    JobTable table;

    @Inject
    LeaseGuard guard;

    @Test
    void jobWhoseLeaseRanOutIsNotClaimedByTheProcessThatRunsIt() throws SQLException {
        // given
        ask("held");
        await().atMost(LONG).untilAsserted(() -> assertThat(worker.turns).containsKey("held"));
        // when
        for (int stall = 0; stall < 5; stall++) {
            run("update job set lease_until = now() - interval '1 hour' where kind = 'stall' and key = 'held'");
            ask("after-" + stall);
            String next = "after-" + stall;
            await().atMost(LONG).untilAsserted(() -> assertThat(open(next)).isZero());
        }
        worker.release.countDown();
        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(open("held")).isZero());
        assertThat(worker.turns.get("held")).hasValue(1);
        assertThat(worker.doubled).isEmpty();
    }

    @Test
    void afterRandomStallsEveryJobEndsAndNoneRunsTwiceAtATime() throws SQLException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // given
        for (int i = 0; i < 40; i++) {
            ask("random-" + i);
        }
        // when
        for (int i = 0; i < 150; i++) {
            String some = " where kind = 'stall' and key like 'random-%' and state = 'READY' and random() < 0.4";
            run(
                    random.nextInt(3) == 0
                            ? "update job set owner = 'another', fence = fence + 1, lease_until = now() + interval"
                                    + " '200 ms'"
                                    + some
                            : "update job set lease_until = now() - interval '1 minute'" + some
                                    + " and lease_until is not null");
            run("select pg_notify('gantry', 'job')");
        }
        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(number("select count(*) from job where kind = 'stall'"
                        + " and key like 'random-%' and state <> 'DONE'"))
                .as("open jobs, seed %d", seed)
                .isZero());
        assertThat(worker.doubled).as("seed %d", seed).isEmpty();
    }

    @Test
    void failureIsToldWithItsNextTry() {
        // when
        ask("broken");
        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(queue.waiting("stall", "broken"))
                .hasValueSatisfying(waiting -> {
                    assertThat(waiting.reason()).isEqualTo("the input is nested too deeply");
                    assertThat(waiting.attempt()).isPositive();
                }));
        // when
        QuarkusTransaction.requiringNew().run(() -> queue.cancel("stall", "broken"));
        // then
        assertThat(queue.waiting("stall", "broken")).isEmpty();
    }

    @Test
    void whoWakesAJobDoesNotWaitForItsWorkerAndNobodyClaimsItMeanwhile() throws SQLException {
        // given
        run("insert into job (id, kind, key, payload) values (gen_random_uuid(), 'guarded', 'one', '')");
        Job job = claim("guarded").join().orElseThrow();
        run("update job set lease_until = now() - interval '1 minute' where kind = 'guarded'");
        QuarkusTransaction.begin();
        try {
            guard.check(job);
            // when
            CompletableFuture<Void> wake = CompletableFuture.runAsync(
                    () -> QuarkusTransaction.requiringNew().run(() -> queue.enqueue("guarded", "one", "again")));
            // then
            assertThat(wake).succeedsWithin(LONG);
            assertThat(claim("guarded").join()).isEmpty();
        } finally {
            QuarkusTransaction.rollback();
        }
        assertThat(claim("guarded").join()).isPresent();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> guard.check(job)))
                .isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aTryThatWasBrokenOffIsNotCountedAgain() throws SQLException {
        // given
        run("insert into job (id, kind, key, payload) values (gen_random_uuid(), 'counted', 'one', '')");
        Job first = claim("counted").join().orElseThrow();
        run("update job set lease_until = now() - interval '1 minute' where kind = 'counted'");
        // when
        Job afterStall = claim("counted").join().orElseThrow();
        table.handBack(afterStall);
        Job afterShutdown = claim("counted").join().orElseThrow();
        table.retry(afterShutdown, Duration.ZERO, "refused");
        Job afterFailure = claim("counted").join().orElseThrow();
        // then
        assertThat(List.of(first, afterStall, afterShutdown, afterFailure))
                .extracting(Job::attempt)
                .containsExactly(1, 1, 1, 2);
    }

    /** As another replica: on a thread that is not in the test's transaction. */
    private CompletableFuture<Optional<Job>> claim(String kind) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return table.claim(kind, "another", Duration.ofSeconds(30), Set.of());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void ask(String key) {
        QuarkusTransaction.requiringNew().run(() -> queue.enqueue("stall", key, "payload"));
    }

    private long open(String key) throws SQLException {
        return number("select count(*) from job where kind = 'stall' and state = 'READY' and key = '" + key + "'");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
