package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A newer host driver for some hosts as a rollout: one canary, then two at a time, no failure allowed. The demo plays the operator where a site without
 * a cloud needs one: it says that a host is drained, and that it may be booked again.
 */
final class DriverRollout {
    private static final String PATH = "/v1/rollouts/newer-driver";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    /** Two turns, each with an inspection, a run with a reboot, and nova's configuration. */
    private static final Duration LIMIT = Duration.ofSeconds(600);

    private final ApiClient inventory;
    private final EventPrinter printer;
    private final Map<String, String> told = new HashMap<>();

    DriverRollout(ApiClient inventory, EventPrinter printer) {
        this.inventory = inventory;
        this.printer = printer;
    }

    /** True when an earlier demo in the same folder began it. */
    boolean isThere() {
        return inventory.get(PATH).status() == 200;
    }

    /** Says what it would do, and starts it. */
    void start(List<String> hosts, String driver) {
        Map<String, Object> rollout = Map.of(
                "selection",
                Map.of("names", hosts),
                "change",
                Map.of("driver", Map.of("url", driver)),
                "canary",
                1,
                "maxInFlight",
                2,
                "failureBudget",
                0,
                "approve",
                true);
        JsonNode plan = ApiClient.require(inventory.post(PATH + "/plan", rollout), "planning the rollout")
                .json();
        plan.path("stages").forEach(this::tellStage);
        if (!isThere()) {
            ApiClient.require(inventory.put(PATH, rollout), "starting the rollout");
        }
        printer.line("rollout", "one canary, then two at a time, stopped by the first failure");
    }

    /** Returns once every host has the driver; throws {@link SuiteException} when one cannot. */
    void follow() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonNode rollout = inventory.read(PATH);
        while (!rollout.path("state").asText().equals("SUCCEEDED")) {
            if (rollout.path("state").asText().equals("STOPPED") || System.nanoTime() > end) {
                throw new SuiteException("the rollout did not come to its end: " + rollout);
            }
            for (JsonNode host : rollout.path("hosts")) {
                takeFurther(host);
            }
            Pause.of(LOOK_AGAIN);
            rollout = inventory.read(PATH);
        }
        rollout.path("hosts").forEach(this::tell);
    }

    private void tellStage(JsonNode stage) {
        String kind = stage.path("isCanary").asBoolean() ? "canary: " : "then: ";
        printer.line("rollout", kind + String.join(", ", stage.path("hosts").findValuesAsText("host")));
    }

    private void takeFurther(JsonNode host) {
        tell(host);
        String stage = host.path("state").asText();
        if (stage.equals("WAITING") || stage.equals("SUCCEEDED")) {
            return;
        }
        String path = "/v1/hosts/" + host.path("host").asText();
        switch (inventory.read(path).path("state").asText()) {
            case "DRAINING" -> say(path + "/confirm-drained", "no guest is on it");
            case "CONFIGURED" -> say(path + "/activate", "the demo has no Placement to ask");
            default -> {
                // It goes on by itself.
            }
        }
    }

    /** 409: the host has moved on. */
    private void say(String path, String reason) {
        ApiClient.HttpResult answer = inventory.post(path, Map.of("reason", reason));
        if (answer.status() != 409) {
            ApiClient.require(answer, path);
        }
    }

    /** What a host waits for, each time that it is something else. */
    private void tell(JsonNode host) {
        String name = host.path("host").asText();
        String stage = host.path("state").asText();
        String waiting = host.path("waiting").asText();
        String text = waiting.startsWith("for ") ? "waits " + waiting : "";
        if (stage.equals("SUCCEEDED")) {
            text = "has the newer driver";
        }
        if (!text.isEmpty() && !text.equals(told.put(name, text))) {
            printer.line(name, "in the rollout: " + text);
        }
    }
}
