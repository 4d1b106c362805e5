package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.client.EventStreamReader;
import dev.gantry.local.suite.demo.Walkthrough;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Processes are killed (SIGKILL) in the middle of the main job and what follows it; all ends as if nothing had happened. */
class KilledE2E {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void provisionerIsKilledAtASecondStepAndAfterTheReboot() throws Exception {
        // after the main job: once the first unit of a card that gets another type is gone
        endsWell(
                "killed-provisioner",
                Map.of("kernel-arguments", "provisioner", "sr-iov", "provisioner"),
                Map.of("teardown", "provisioner"));
    }

    @Test
    void everythingElseIsKilledInTurn() throws Exception {
        // the driver is fetched from image-builder next; nova-config has to render next
        endsWell(
                "killed-others",
                Map.of(
                        "PROVISIONING", "image-builder",
                        "reboot", "broker",
                        "sr-iov", "inventory",
                        "boot-units", "database",
                        "PROVISIONED", "nova-config"),
                Map.of("DRAINING", "inventory"));
    }

    private static void endsWell(String name, Map<String, String> blows, Map<String, String> laterBlows)
            throws Exception {
        try (LocalSuite suite = Running.start(name);
                Walkthrough walkthrough = new Walkthrough(suite, Screen.plain(System.out))) {
            // when
            try (Killer killer = new Killer(suite, blows)) {
                walkthrough.run();
                killer.awaitDone();
            }
            suite.awaitServices();
            // then
            Audit audit = new Audit(suite);
            for (String host : SimulatorProcess.HOSTS) {
                assertThat(audit.moves(host)).as(host).isEqualTo(MainJobE2E.WAY);
            }
            assertThat(audit.ofType(EventType.HOST_PROVISIONED)).hasSize(SimulatorProcess.HOSTS.size());
            audit.nothingIsLostOrBuried();

            // when
            try (Killer killer = new Killer(suite, laterBlows)) {
                walkthrough.retype();
                killer.awaitDone();
            }
            walkthrough.runAgain();
            suite.awaitServices();
            // then
            assertThat(audit.ofType(EventType.HOST_PROVISIONED)).hasSize(2 * SimulatorProcess.HOSTS.size() + 1);
            audit.nothingIsLostOrBuried();
        }
    }

    /** Kills a victim when the first event from its own start on tells of a moment: a step that ended, or a state that was reached. */
    private static final class Killer implements AutoCloseable {
        private final LocalSuite suite;
        private final Map<String, String> open;
        private final Instant from = Instant.now();
        private final EventStreamReader stream;

        Killer(LocalSuite suite, Map<String, String> blows) {
            this.suite = suite;
            this.open = new ConcurrentHashMap<>(blows);
            this.stream = new EventStreamReader(suite.api(Service.INVENTORY), this::look);
        }

        /** The stream may tell of a moment only when the job is over, e.g. because inventory was down: the blow falls then. */
        void awaitDone() {
            Awaitility.await("every victim is killed").atMost(LIMIT).until(open::isEmpty);
        }

        @Override
        public void close() {
            stream.close();
        }

        private void look(JsonNode event) {
            if (Instant.parse(event.path("time").asText()).isBefore(from)) {
                return;
            }
            JsonNode data = event.path("data");
            String moment = data.path(data.has("step") ? "step" : "to").asText();
            String victim = open.remove(moment);
            if (victim != null) {
                suite.child(victim).kill();
            }
        }
    }
}
