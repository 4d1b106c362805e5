package dev.gantry.local.suite.chaos.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.chaos.fault.UndisturbedClock;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.launcher.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What waits says for what. A moment of grace is given, in which no process is disturbed. */
public final class WaitReasonInvariant implements Invariant {
    private static final Duration GRACE = Duration.ofSeconds(12);
    /** A download may be slow for 20 s before it is given up (bundles.download-limit), after 5 s to begin. */
    private static final Duration SLOW_DOWNLOAD = Duration.ofSeconds(40);

    private static final String BUNDLE = "bundle ";
    private static final Set<String> UNPUBLISHED = Set.of("ANNOUNCED", "STORED");
    private static final List<String> WORKING_HOSTS =
            List.of("INSPECTING", "INSPECTED", "PROVISIONING", "PROVISIONED", "DRAINING", "FAILED", "MAINTENANCE");

    private final RecordingClient caller;
    private final UndisturbedClock clock;
    private final Map<String, Duration> silentSince = new HashMap<>();

    public WaitReasonInvariant(RecordingClient caller, UndisturbedClock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public String text() {
        return "nothing waits without a reason";
    }

    @Override
    public List<InvariantBreach> look() {
        Map<String, JsonNode> silent = new HashMap<>();
        for (String state : WORKING_HOSTS) {
            items(Service.INVENTORY, "/v1/hosts?limit=1000&state=" + state)
                    .filter(host -> host.path("reason").asText().isBlank())
                    .forEach(host -> silent.put("host " + host.path("name").asText(), host));
        }
        for (Service service : Service.values()) {
            items(service, "/v1/operations?limit=200")
                    .filter(each -> each.path("state").asText().equals("WAITING"))
                    .filter(each -> each.path("waitsFor").asText().isBlank())
                    .forEach(each -> silent.put("operation " + each.path("id").asText(), each));
        }
        items(Service.IMAGE_BUILDER, "/v1/driver-bundles?limit=1000")
                .filter(bundle -> UNPUBLISHED.contains(bundle.path("state").asText()))
                .filter(bundle -> bundle.path("reason").asText().isBlank())
                .forEach(bundle -> silent.put(BUNDLE + bundle.path("name").asText(), bundle));
        return judge(silent);
    }

    private Stream<JsonNode> items(Service service, String path) {
        return caller.read(service, path).stream()
                .flatMap(read -> read.json().path("items").valueStream());
    }

    private List<InvariantBreach> judge(Map<String, JsonNode> silent) {
        Duration now = clock.calm();
        List<InvariantBreach> broken = new ArrayList<>();
        Set<String> gone = new HashSet<>(silentSince.keySet());
        gone.removeAll(silent.keySet());
        gone.forEach(silentSince::remove);
        silent.forEach((resource, found) -> {
            Duration waited = now.minus(silentSince.computeIfAbsent(resource, r -> now));
            if (waited.compareTo(resource.startsWith(BUNDLE) ? SLOW_DOWNLOAD : GRACE) > 0) {
                broken.add(breach(resource, "no reason for %d s of calm: %s".formatted(waited.toSeconds(), found)));
            }
        });
        return broken;
    }
}
