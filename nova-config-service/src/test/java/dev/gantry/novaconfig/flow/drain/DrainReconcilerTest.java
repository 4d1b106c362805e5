package dev.gantry.novaconfig.flow.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.DrainWay;
import dev.gantry.novaconfig.model.drain.ServerMove;
import dev.gantry.novaconfig.openstack.CloudsFile;
import dev.gantry.novaconfig.openstack.NovaServers;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.simulator.cloud.SimulatedCloud;
import dev.gantry.simulator.cloud.SimulatedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainReconcilerTest {

    private static final DrainPolicy LIVE =
            new DrainPolicy(List.of(DrainWay.LIVE_MIGRATE), DrainPolicy.Unknown.LEAVE, 2, 0);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path temp;

    private SimulatedCloud cloud;
    private SimulatedServers moves;
    private NovaServers nova;
    private Drain kept;

    @BeforeEach
    void start() throws IOException {
        cloud = new SimulatedCloud();
        moves = cloud.moves();
        moves.service("gpu0");
        moves.service("gpu1");
        nova = new NovaServers(new CloudSession(CloudsYaml.read(CloudsFile.of(cloud, temp), "site")));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void asked(DrainPolicy policy) {
        kept = new Drain(
                "gpu0",
                7,
                Drain.DrainState.DRAINING,
                policy,
                "run 7",
                false,
                List.of(),
                null,
                "amira",
                CLOCK.instant());
    }

    private Drain turn(Consumer<Drain> keeper) {
        return Turns.take(nova, "gpu0", kept, CLOCK, keeper);
    }

    private void turns(int most) {
        for (int i = 0; i < most && kept.state() == Drain.DrainState.DRAINING; i++) {
            turn(d -> kept = d);
        }
    }

    @Test
    void everyServerLeavesAndTheServiceIsDisabledWithTheReason() {
        // given
        List<String> ids = List.of(
                moves.guest("a", "gpu0", Map.of()),
                moves.guest("b", "gpu0", Map.of()),
                moves.guest("c", "gpu0", Map.of()));
        asked(LIVE);
        // when
        turn(d -> kept = d);
        assertThat(kept.moving()).isEqualTo(2);
        assertThat(kept.waitsFor()).contains("c: for its turn");
        turns(30);
        // then
        assertThat(kept.state()).isEqualTo(Drain.DrainState.DRAINED);
        assertThat(kept.disabledByUs()).isTrue();
        assertThat(moves.status("gpu0")).isEqualTo("disabled gantry: run 7");
        assertThat(ids).allSatisfy(id -> assertThat(moves.where(id)).isEqualTo("ACTIVE on gpu1"));
        assertThat(ids).allSatisfy(id -> assertThat(moves.moves(id)).isEqualTo(1));
    }

    @Test
    void coldMovesAreConfirmedAndShelvedServersAreAway() {
        // given
        String cold = moves.guest("cold", "gpu0", Map.of("pci_passthrough:alias", "gpu:1"));
        String suspended = moves.guest("suspended", "gpu0", Map.of());
        moves.status(suspended, "SUSPENDED");
        asked(new DrainPolicy(
                List.of(DrainWay.LIVE_MIGRATE, DrainWay.COLD_MIGRATE, DrainWay.SHELVE),
                DrainPolicy.Unknown.LEAVE,
                5,
                0));
        // when
        turns(30);
        // then
        assertThat(kept.state()).isEqualTo(Drain.DrainState.DRAINED);
        assertThat(moves.where(cold)).isEqualTo("ACTIVE on gpu1");
        assertThat(moves.where(suspended)).isEqualTo("SHELVED_OFFLOADED on ");
    }

    @Test
    void whatNoWayFitsWaitsAndIsLeftAlone() {
        // given
        String guest = moves.guest("big", "gpu0", Map.of("pci_passthrough:alias", "gpu:1"));
        asked(LIVE);
        // when
        turns(5);
        // then
        assertThat(kept.state()).isEqualTo(Drain.DrainState.DRAINING);
        assertThat(kept.waitsFor()).contains("big: live-migrate: a whole card cannot be migrated live");
        assertThat(moves.where(guest)).isEqualTo("ACTIVE on gpu0");
        assertThat(moves.moves(guest)).isZero();
    }

    @Test
    void refusalsBeyondTheBudgetStopItAndNothingFurtherBegins() {
        // given
        String broken = moves.guest("broken", "gpu0", Map.of());
        moves.breaks(broken);
        String next = moves.guest("next", "gpu0", Map.of());
        asked(new DrainPolicy(List.of(DrainWay.LIVE_MIGRATE), DrainPolicy.Unknown.LEAVE, 1, 0));
        // when
        turns(30);
        // then
        assertThat(kept.state()).isEqualTo(Drain.DrainState.STOPPED);
        assertThat(kept.waitsFor())
                .contains("1 refused, the budget is 0", "broken: the migration to gpu1 ended with error");
        assertThat(moves.where(broken)).isEqualTo("ACTIVE on gpu0");
        assertThat(moves.moves(next)).isZero();
    }

    @Test
    void withinTheBudgetTheOthersGoOn() {
        // given
        String broken = moves.guest("broken", "gpu0", Map.of());
        moves.breaks(broken);
        String next = moves.guest("next", "gpu0", Map.of());
        asked(new DrainPolicy(List.of(DrainWay.LIVE_MIGRATE), DrainPolicy.Unknown.LEAVE, 1, 1));
        // when
        turns(20);
        // then
        assertThat(moves.where(next)).isEqualTo("ACTIVE on gpu1");
        assertThat(kept.moves())
                .extracting(ServerMove::state)
                .contains(ServerMove.MoveState.REFUSED, ServerMove.MoveState.MOVED);
    }

    @Test
    void whoDisabledTheServiceBeforeIsRemembered() {
        // given
        moves.disable("gpu0", "bad memory");
        asked(LIVE);
        // when
        turns(3);
        // then
        assertThat(kept.state()).isEqualTo(Drain.DrainState.DRAINED);
        assertThat(kept.disabledByUs()).isFalse();
        assertThat(moves.status("gpu0")).isEqualTo("disabled bad memory");
    }

    /** Killed before and after any write: each server is moved once, and the drain ends. */
    @Test
    void killedAtAnyInstantItGoesOnByLooking() {
        long seed = 14;
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            String a = moves.guest("a" + round, "gpu0", Map.of());
            String b = moves.guest("b" + round, "gpu0", Map.of("pci_passthrough:alias", "gpu:1"));
            asked(new DrainPolicy(
                    List.of(DrainWay.LIVE_MIGRATE, DrainWay.COLD_MIGRATE), DrainPolicy.Unknown.LEAVE, 2, 0));
            for (int i = 0; i < 100 && kept.state() == Drain.DrainState.DRAINING; i++) {
                int dies = random.nextInt(4);
                int[] writes = {0};
                try {
                    turn(d -> {
                        if (writes[0]++ == dies && random.nextBoolean()) {
                            throw new IllegalStateException("killed before the write");
                        }
                        kept = d;
                        if (writes[0] == dies && random.nextBoolean()) {
                            throw new IllegalStateException("killed after the write");
                        }
                    });
                } catch (IllegalStateException e) {
                    // The next turn looks again.
                }
            }
            assertThat(kept.state()).as("seed %d round %d", seed, round).isEqualTo(Drain.DrainState.DRAINED);
            assertThat(List.of(moves.where(a), moves.where(b))).containsOnly("ACTIVE on gpu1");
            assertThat(List.of(moves.moves(a), moves.moves(b))).containsOnly(1);
        }
    }
}
