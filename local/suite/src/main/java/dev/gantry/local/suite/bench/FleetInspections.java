package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.EventStreamReader;
import dev.gantry.local.suite.client.ParallelCalls;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Enrols, provisions and inspects many hosts at once, as a script of an operator would; times are in ns. */
final class FleetInspections implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** The guide's computegpu007. */
    private static final List<Object> DEFINITIONS = List.of(card("0000:21:00.0"), card("0000:81:00.0"));

    private final ApiClient inventory;
    private final String driver;
    private final FleetEventTracker events = new FleetEventTracker();
    private final EventStreamReader stream;

    FleetInspections(ApiClient inventory, String driver) {
        this.inventory = inventory;
        this.driver = driver;
        this.stream = new EventStreamReader(inventory, events::take);
    }

    /** Returns the digest of each host's plan, once each was inspected and waits for approval. */
    Map<String, String> enrol(Map<String, SimulatorProcess.Access> hosts) throws InterruptedException {
        List<String> names = List.copyOf(hosts.keySet());
        put(hosts);
        events.awaitInspections(names, Map.of(), LIMIT);
        Map<String, String> digests = new ConcurrentHashMap<>();
        ParallelCalls.each(
                names, host -> digests.put(host, plan(host).path("digest").asText()));
        return digests;
    }

    /** From the first approval until the last of them is in its desired state. */
    long approve(Map<String, String> digests) throws InterruptedException {
        long from = System.nanoTime();
        ParallelCalls.each(
                List.copyOf(digests.keySet()),
                host -> post(host, "approve", Map.of("digest", digests.getOrDefault(host, ""), "reason", "benchmark")));
        events.awaitProvisioned(List.copyOf(digests.keySet()), LIMIT);
        return System.nanoTime() - from;
    }

    /** Enrols hosts that are in their desired state already. */
    void adopt(Map<String, SimulatorProcess.Access> hosts) throws InterruptedException {
        put(hosts);
        events.awaitProvisioned(List.copyOf(hosts.keySet()), LIMIT);
    }

    /** From the first call until the last inspection was told. Throws {@link SuiteException} when an inspection found something to change. */
    long check(List<String> hosts) throws InterruptedException {
        Map<String, Integer> before = events.inspections();
        long from = System.nanoTime();
        ParallelCalls.each(hosts, host -> post(host, "inspect", Map.of("reason", "benchmark")));
        events.awaitInspections(hosts, before, LIMIT);
        long took = System.nanoTime() - from;
        if (events.satisfied(hosts) < hosts.size()) {
            throw new SuiteException(
                    "only %d of %d hosts are in their desired state; these are not figures of a check without changes"
                            .formatted(events.satisfied(hosts), hosts.size()));
        }
        return took;
    }

    Duration rebootTime() {
        return events.longestReboots();
    }

    @Override
    public void close() {
        stream.close();
    }

    private void put(Map<String, SimulatorProcess.Access> hosts) throws InterruptedException {
        ParallelCalls.each(List.copyOf(hosts.keySet()), host -> {
            SimulatorProcess.Access access = Objects.requireNonNull(hosts.get(host));
            Map<String, Object> spec = Map.of(
                    "address", "127.0.0.1",
                    "port", access.port(),
                    "user", SimulatorProcess.USER,
                    "hostKey", access.hostKey(),
                    "desiredState", Map.of("vgpuDefinitions", DEFINITIONS),
                    "driver", Map.of("url", driver));
            ApiClient.require(inventory.put("/v1/hosts/" + host, spec), "enrolling " + host);
        });
    }

    private JsonNode plan(String host) {
        return ApiClient.require(inventory.get("/v1/hosts/" + host + "/plan"), "the plan of " + host)
                .json();
    }

    private void post(String host, String order, Object body) {
        ApiClient.require(inventory.post("/v1/hosts/" + host + "/" + order, body), order + " of " + host);
    }

    private static Map<String, Object> card(String address) {
        return Map.of(
                "pci_address",
                address,
                "virtual_functions",
                List.of(Map.of("mdev_type", "nvidia-697", "index", 0), Map.of("mdev_type", "nvidia-697", "index", 1)));
    }
}
