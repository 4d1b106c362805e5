package dev.gantry.local.suite.chaos.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Once nobody asks for anything and nothing is broken, all work comes to its end: every host is ACTIVE, nothing is open, everything is sent. */
public final class TerminationInvariant implements Invariant {
    private static final Set<String> OPEN = Set.of("WAITING", "RUNNING");

    private final RecordingClient caller;
    private final SimulatedFleet fleet;
    private final Tables tables;

    public TerminationInvariant(RecordingClient caller, SimulatedFleet fleet, Tables tables) {
        this.caller = caller;
        this.fleet = fleet;
        this.tables = tables;
    }

    @Override
    public String text() {
        return "everything ends";
    }

    @Override
    public List<InvariantBreach> look() {
        return List.of();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        List<InvariantBreach> open = new ArrayList<>();
        for (String host : fleet.names()) {
            Optional<JsonNode> found =
                    caller.read(Service.INVENTORY, "/v1/hosts/" + host).map(read -> read.json());
            if (found.isEmpty() || !isDone(found.get())) {
                open.add(breach(
                        host, "is not ACTIVE: " + found.map(JsonNode::toString).orElse("not there")));
            }
        }
        for (Service service : Service.values()) {
            open.addAll(openOperations(service));
            List<String> unsent = tables.column(service, "select event_id::text from outbox where sent_at is null");
            if (!unsent.isEmpty()) {
                open.add(breach(service.title(), unsent.size() + " events wait to be sent"));
            }
            tables.column(
                            service,
                            "select kind || ' ' || key || ': ' || coalesce(reason, 'no reason') || ', attempt ' ||"
                                    + " attempt from job where state = 'READY'")
                    .forEach(job -> open.add(breach(service.title(), "an open job: " + job)));
        }
        return open;
    }

    /** Whether each host was inspected at least once. */
    public boolean isEveryHostKnown() {
        return fleet.names().stream().allMatch(host -> caller.read(Service.INVENTORY, "/v1/hosts/" + host + "/plan")
                .isPresent());
    }

    private static boolean isDone(JsonNode host) {
        return host.path("state").asText().equals("ACTIVE")
                && host.path("flags").isEmpty();
    }

    private List<InvariantBreach> openOperations(Service service) {
        return caller.read(service, "/v1/operations?limit=500").stream()
                .flatMap(read -> read.json().path("items").valueStream())
                .filter(each -> OPEN.contains(each.path("state").asText()))
                .map(each -> breach("operation " + each.path("id").asText(), "is open: " + each))
                .toList();
    }
}
