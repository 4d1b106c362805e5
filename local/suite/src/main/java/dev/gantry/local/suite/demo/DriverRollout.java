package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A newer host driver for some hosts as a rollout: one canary, then two at a time, no failure allowed. Nova moves the guests away before. */
final class DriverRollout {
    private static final String PATH = "/v1/rollouts/newer-driver";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    /** Two turns, each with an inspection, a run with a reboot, and nova's configuration. */
    private static final Duration LIMIT = Duration.ofSeconds(600);

    private final ApiClient inventory;
    private final DemoGuests guests;
    private final EventPrinter printer;
    private final Map<String, String> told = new HashMap<>();

    DriverRollout(ApiClient inventory, DemoGuests guests, EventPrinter printer) {
        this.inventory = inventory;
        this.guests = guests;
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
            rollout.path("hosts").forEach(this::tell);
            Pause.of(LOOK_AGAIN);
            rollout = inventory.read(PATH);
        }
        rollout.path("hosts").forEach(this::tell);
    }

    /** Who is away together, what is free elsewhere meanwhile, and what happens to each guest. */
    private void tellStage(JsonNode stage) {
        List<String> hosts = new ArrayList<>();
        for (JsonNode host : stage.path("hosts")) {
            int count = host.path("guests").asInt();
            hosts.add(host.path("host").asText() + (count == 1 ? " (1 guest)" : " (" + count + " guests)"));
        }
        printer.line(
                "rollout", (stage.path("isCanary").asBoolean() ? "canary: " : "then: ") + String.join(", ", hosts));
        List<String> free = new ArrayList<>();
        stage.path("freeElsewhere")
                .properties()
                .forEach(e -> free.add(e.getValue().asInt() + " " + type(e.getKey())));
        printer.line("", "free elsewhere: " + String.join(", ", free));
        stage.path("hosts").findValuesAsText("host").forEach(guests::tellPlan);
    }

    /** Of {@code CUSTOM_NVIDIA_700} the type {@code nvidia-700}. */
    private static String type(String resourceClass) {
        return resourceClass.replace("CUSTOM_NVIDIA_", "nvidia-");
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
