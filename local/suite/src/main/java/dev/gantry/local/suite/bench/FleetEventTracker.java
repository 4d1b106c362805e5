package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the event stream told about a fleet: how often each host was inspected, and which are in their desired state. */
final class FleetEventTracker {
    private static final String INSPECTED = ".host.inspected.v1";

    private final Map<String, Integer> inspections = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private final Map<String, Long> rebootMillis = new HashMap<>();
    private final Set<String> unplanned = new HashSet<>();
    private String failure = "";

    synchronized void take(JsonNode event) {
        String type = event.path("type").asText();
        String host = event.path("subject").asText();
        JsonNode data = event.path("data");
        if (type.endsWith(INSPECTED)) {
            inspections.merge(host, 1, Integer::sum);
            note(unplanned, host, data.path("plan").path("changes").isEmpty());
        } else if (type.endsWith(".host.provisioned.v1")) {
            changes.put(host, data.path("changes").asInt());
        } else if (type.endsWith(".host.step-finished.v1")
                && data.path("step").asText().equals("reboot")) {
            rebootMillis.merge(host, data.path("millis").asLong(), Long::sum);
        } else if (type.endsWith("-failed.v1")) {
            failure = host + ": " + data.path("reason").asText() + ": "
                    + data.path("detail").asText();
        }
        notifyAll();
    }

    /** Inspections so far by host. */
    synchronized Map<String, Integer> inspections() {
        return Map.copyOf(inspections);
    }

    /** Waits until each of these hosts was inspected once more than before. Throws {@link SuiteException} when it takes too long. */
    synchronized void awaitInspections(List<String> hosts, Map<String, Integer> before, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!hosts.stream().allMatch(h -> inspections.getOrDefault(h, 0) > before.getOrDefault(h, 0))) {
            waitUntil(end, "inspections of " + hosts.size() + " hosts");
        }
    }

    /** Waits until each of these hosts was provisioned at least once. */
    synchronized void awaitProvisioned(List<String> hosts, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!changes.keySet().containsAll(hosts)) {
            waitUntil(end, "runs of " + hosts.size() + " hosts");
        }
    }

    /** Of these hosts, those whose last inspection found nothing to change. */
    synchronized long satisfied(List<String> hosts) {
        return hosts.stream().filter(unplanned::contains).count();
    }

    /** The longest that any host spent rebooting; they do so side by side. */
    synchronized Duration longestReboots() {
        return Duration.ofMillis(
                rebootMillis.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static void note(Set<String> set, String host, boolean isIn) {
        if (isIn) {
            set.add(host);
        } else {
            set.remove(host);
        }
    }

    private void waitUntil(long end, String what) throws InterruptedException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || !failure.isEmpty()) {
            throw new SuiteException(what + " did not come to an end" + (failure.isEmpty() ? "" : "; " + failure));
        }
        wait(left);
    }
}
