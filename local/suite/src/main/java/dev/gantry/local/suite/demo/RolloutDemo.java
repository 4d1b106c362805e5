package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rollout of the provisioner over some hosts: one canary, then two at a time, no failure allowed. */
final class RolloutDemo implements AutoCloseable {
    private static final String PATH = "/v1/rollouts/once-more";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration FIRST_HOLD = Duration.ofSeconds(20);

    private final ApiClient provisioner;
    private final EventPrinter printer;

    private RolloutDemo(ApiClient provisioner, EventPrinter printer) {
        this.provisioner = provisioner;
        this.printer = printer;
    }

    /** From here on runs of these hosts wait for their turn, until it is closed. */
    static RolloutDemo over(List<String> hosts, ApiClient provisioner, EventPrinter printer) {
        Map<String, Object> rules = Map.of("hosts", hosts, "canary", 1, "maxInFlight", 2, "failureBudget", 0);
        ApiClient.require(provisioner.put(PATH, rules), "making a rollout");
        printer.line("rollout", "one canary, then two at a time, stopped by the first failure");
        return new RolloutDemo(provisioner, printer);
    }

    /** Tells why hosts wait, once all were asked for; they may be through already. */
    void tellHolds() throws InterruptedException {
        long end = System.nanoTime() + FIRST_HOLD.toNanos();
        Set<String> told = new HashSet<>();
        while (System.nanoTime() < end && !isUnderWay(told)) {
            Pause.of(LOOK_AGAIN);
        }
    }

    /** What each host came to. */
    void tellEnd() {
        provisioner
                .read(PATH)
                .path("hosts")
                .forEach(host -> printer.line(
                        host.path("host").asText(),
                        "in the rollout: " + host.path("state").asText()));
    }

    @Override
    public void close() {
        ApiClient.require(provisioner.delete(PATH), "removing the rollout");
    }

    /** True when every host has begun, or was told to wait. */
    private boolean isUnderWay(Set<String> told) {
        boolean everyone = true;
        for (JsonNode host : provisioner.read(PATH).path("hosts")) {
            String name = host.path("host").asText();
            String waiting = host.path("waiting").asText();
            String state = host.path("state").asText();
            if (state.equals("QUEUED") && waiting.contains("in rollout") && told.add(name)) {
                printer.line(name, "waits " + waiting);
            }
            everyone &= told.contains(name) || !(state.equals("NOT_ASKED") || state.equals("QUEUED"));
        }
        return everyone;
    }
}
