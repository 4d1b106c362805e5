package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes hosts to ACTIVE as an operator would: approves each plan after showing it, and confirms each host once nova's
 * configuration is there. Asks for every next move on the host's present state, so that it survives any restart between.
 */
public final class HostActivation {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration STREAM_LAG = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    /** A run waits for reboots and installers; each step tells when it ends. */
    private static final Duration RUN_PATIENCE = Duration.ofSeconds(300);

    private final ApiClient inventory;
    private final HostEventTracker events;
    private final EventPrinter printer;
    private final Screen screen;
    private final SiteCloudSettings cloud;
    private final Set<String> approved = new HashSet<>();

    HostActivation(
            ApiClient inventory,
            HostEventTracker events,
            EventPrinter printer,
            Screen screen,
            SiteCloudSettings cloud) {
        this.cloud = cloud;
        this.inventory = inventory;
        this.events = events;
        this.printer = printer;
        this.screen = screen;
    }

    /** Asks for a run on hosts that are in their desired state already. */
    void provisionAgain(List<String> hosts) {
        for (String host : hosts) {
            ApiClient.HttpResult answer =
                    inventory.post("/v1/hosts/" + host + "/provision", Map.of("reason", "provisioned once more"));
            if (answer.status() != 409) { // asked already: the first answer was lost to a restart
                ApiClient.require(answer, "asking for a run on " + host);
            }
        }
    }

    /** Returns when every host is ACTIVE at a version above the given one. Throws {@link SuiteException} with the reason when not. */
    void followUntilActive(Map<String, Long> above) throws InterruptedException {
        Set<String> open = new HashSet<>(above.keySet());
        while (true) {
            for (String host : List.copyOf(open)) {
                JsonNode seen = inventory.read("/v1/hosts/" + host);
                if (isDone(seen, above.getOrDefault(host, 0L))) {
                    open.remove(host);
                    events.awaitVersion(host, seen.path("version").asLong(), STREAM_LAG);
                } else {
                    move(host, seen);
                }
            }
            if (open.isEmpty()) {
                return;
            }
            events.awaitEvent(LOOK_AGAIN);
        }
    }

    long version(String host) {
        return inventory.read("/v1/hosts/" + host).path("version").asLong();
    }

    private static boolean isDone(JsonNode host, long above) {
        return state(host).equals("ACTIVE")
                && host.path("version").asLong() > above
                && !flags(host).contains("provisioning-requested");
    }

    private void move(String host, JsonNode seen) {
        switch (state(seen)) {
            case "INSPECTED" -> decide(host, seen);
            case "CONFIGURED" -> confirm(host);
            case "FAILED" ->
                throw new SuiteException(
                        host + " failed: " + seen.path("reason").asText() + ". All that happened to it: GET /v1/hosts/"
                                + host + "/history");
            default -> requireNews(host, state(seen));
        }
    }

    private void decide(String host, JsonNode seen) {
        List<String> flags = flags(seen);
        if (flags.contains("needs-approval")) {
            approve(host);
        } else if (flags.contains("layout-impossible") || flags.contains("blocked")) {
            throw new SuiteException(host + " cannot reach its desired state: " + seen.path("flags"));
        } else {
            requireNews(host, "INSPECTED");
        }
    }

    private void approve(String host) {
        JsonNode plan = inventory.read("/v1/hosts/" + host + "/plan");
        String digest = plan.path("digest").asText();
        if (approved.add(host + digest)) {
            printer.line(host, "the plan:");
            screen.plan(plan.path("text").asText());
        }
        ApiClient.HttpResult answer = inventory.post(
                "/v1/hosts/" + host + "/approve", Map.of("digest", digest, "reason", "approved in the demo"));
        if (answer.status() == 409) {
            return; // the plan or the state changed meanwhile: look again
        }
        ApiClient.require(answer, "approving the plan of " + host);
        printer.line(host, "approved by the operator");
    }

    private void confirm(String host) {
        if (cloud.isNamed()) {
            requireNews(host, "CONFIGURED"); // Placement is asked
            return;
        }
        ApiClient.HttpResult answer =
                inventory.post("/v1/hosts/" + host + "/activate", Map.of("reason", "the demo has no Placement to ask"));
        if (answer.status() != 409) {
            ApiClient.require(answer, "confirming " + host);
        }
    }

    private void requireNews(String host, String state) {
        Duration limit = state.equals("PROVISIONING") ? RUN_PATIENCE : PATIENCE;
        if (events.silence(host).compareTo(limit) > 0) {
            throw new SuiteException("nothing was heard of " + host + " for " + limit.toSeconds() + " s while it is "
                    + state + "; look at GET /v1/hosts/" + host + "/history and at the logs");
        }
    }

    private static String state(JsonNode host) {
        return host.path("state").asText();
    }

    private static List<String> flags(JsonNode host) {
        return host.path("flags").findValuesAsText("flag");
    }
}
