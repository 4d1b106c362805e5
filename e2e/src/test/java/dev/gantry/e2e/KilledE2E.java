package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.EventStream;
import dev.gantry.local.suite.LocalSuite;
import dev.gantry.local.suite.Screen;
import dev.gantry.local.suite.Service;
import dev.gantry.local.suite.Simulation;
import dev.gantry.local.suite.Walkthrough;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes are killed (SIGKILL) in the middle of the main job; it ends as if nothing had happened. */
class KilledE2E {

    @ParameterizedTest
    @ValueSource(strings = {"provisioner", "inventory nova-config image-builder broker"})
    void mainJobEndsWell(String victims) throws Exception {
        try (LocalSuite suite = Running.start("killed-" + victims.split(" ")[0]);
                Killer killer = new Killer(suite, List.of(victims.split(" ")));
                Walkthrough walkthrough = new Walkthrough(suite, Screen.plain(System.out))) {
            // when
            walkthrough.run();
            // then
            assertThat(killer.killed.keySet()).containsExactlyInAnyOrder(victims.split(" "));
            Audit audit = new Audit(suite);
            for (String host : Simulation.HOSTS) {
                assertThat(audit.moves(host)).as(host).isEqualTo(MainJobE2E.WAY);
            }
            assertThat(audit.ofType(EventType.HOST_PROVISIONED)).hasSize(Simulation.HOSTS.size());
            audit.nothingIsLostOrBuried();
            walkthrough.runAgain();
        }
    }

    /** Kills one victim after another, each when a run has just finished a further step. */
    private static final class Killer implements AutoCloseable {
        private final LocalSuite suite;
        private final List<String> victims;
        private final EventStream stream;
        final Map<String, String> killed = new ConcurrentHashMap<>();
        private int steps;

        Killer(LocalSuite suite, List<String> victims) {
            this.suite = suite;
            this.victims = victims;
            this.stream = new EventStream(suite.api(Service.INVENTORY), this::look);
        }

        @Override
        public void close() {
            stream.close();
        }

        private void look(JsonNode event) {
            if (!event.path("type").asText().equals(EventType.HOST_STEP_FINISHED.type())) {
                return;
            }
            steps++;
            if (steps % 3 == 2 && killed.size() < victims.size()) {
                String victim = victims.get(killed.size());
                killed.put(victim, event.path("data").path("step").asText());
                suite.child(victim).kill();
            }
        }
    }
}
