package dev.gantry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.chaos.invariant.Tables;
import dev.gantry.local.suite.chaos.invariant.WireReader;
import dev.gantry.local.suite.chaos.invariant.WireReader.WireEvent;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Compares what the services said (outboxes), what is on the wire (topics) and what was made of it (inboxes). */
final class Audit {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Tables tables;
    private final WireReader wire;

    Audit(LocalSuite suite) {
        this(suite, new WireReader(suite));
    }

    /** @param wire for a broker that is not the suite's own */
    Audit(LocalSuite suite, WireReader wire) {
        this.tables = new Tables(suite);
        this.wire = wire;
    }

    /** Everything said is on the wire, and inventory, which sees all events, took in each exactly once. */
    void nothingIsLostOrBuried() {
        for (Service service : Service.values()) {
            Awaitility.await(service + " has sent everything").atMost(LIMIT).untilAsserted(() -> assertThat(
                            tables.column(service, "select event_id::text from outbox where sent_at is null"))
                    .isEmpty());
            assertThat(tables.column(service, "select reason from dead_letter")).isEmpty();
        }
        Map<String, WireEvent> said = wire.read();
        for (Service service : Service.values()) {
            assertThat(said.keySet()).containsAll(tables.column(service, "select event_id::text from outbox"));
        }
        Set<String> events = new HashSet<>(said.keySet());
        said.values().stream()
                .filter(heard -> heard.type().equals(EventType.HOST_SNAPSHOT.type()))
                .forEach(heard -> events.remove(heard.id()));
        Awaitility.await("inventory has taken in everything").atMost(LIMIT).untilAsserted(() -> assertThat(
                        tables.column(Service.INVENTORY, "select id from inbox"))
                .containsExactlyInAnyOrderElementsOf(events));
    }

    /**
     * The lifecycle of a host as the wire tells it, e.g. {@code ENROLLED>INSPECTING}, in order of its versions. A look that
     * leaves a host in its state is told as well, and is no move.
     */
    List<String> moves(String host) {
        return wire.read().values().stream()
                .filter(heard -> heard.type().equals(EventType.HOST_STATE_CHANGED.type()))
                .filter(heard -> heard.subject().equals(host))
                .filter(heard -> !heard.data().path("from").equals(heard.data().path("to")))
                .sorted((a, b) -> Long.compare(
                        a.data().path("version").asLong(),
                        b.data().path("version").asLong()))
                .map(heard -> heard.data().path("from").asText() + ">"
                        + heard.data().path("to").asText())
                .toList();
    }

    List<WireEvent> ofType(EventType type) {
        return wire.read().values().stream()
                .filter(heard -> heard.type().equals(type.type()))
                .toList();
    }
}
