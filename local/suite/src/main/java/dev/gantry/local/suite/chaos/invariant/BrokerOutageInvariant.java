package dev.gantry.local.suite.chaos.invariant;

import dev.gantry.local.suite.chaos.fault.FaultInjector;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.client.ApiClient.HttpResult;
import dev.gantry.local.suite.launcher.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** While the broker alone is away the service is ready, and tells truly how many events wait and for how long. */
public final class BrokerOutageInvariant implements Invariant {
    private static final int OK = 200;
    // gantry_outbox_waiting{service="inventory"} 42.0
    private static final Pattern WAITING = Pattern.compile("(?m)^gantry_outbox_waiting(?:\\{.*})? ([0-9.E]+)$");
    private static final Pattern AGE = Pattern.compile("(?m)^gantry_outbox_oldest_age_seconds(?:\\{.*})? ([0-9.E]+)$");

    private final RecordingClient caller;
    private final FaultInjector faults;
    private final Tables tables;
    private long waitedBefore = -1;
    private boolean wasReady;
    private int silent;
    private int looks;

    public BrokerOutageInvariant(RecordingClient caller, FaultInjector faults, Tables tables) {
        this.caller = caller;
        this.faults = faults;
        this.tables = tables;
    }

    @Override
    public String text() {
        return "REST does not need the broker";
    }

    /** How often it could be looked at. */
    public int looks() {
        return looks;
    }

    @Override
    public List<InvariantBreach> look() {
        if (!isBrokerAloneAway()) {
            waitedBefore = -1;
            wasReady = false;
            silent = 0;
            return List.of();
        }
        Optional<HttpResult> ready = caller.call(Service.INVENTORY, api -> api.get("/q/health/ready"));
        Optional<HttpResult> metrics = caller.call(Service.INVENTORY, api -> api.get("/q/metrics"));
        long now = waiting();
        if (!isBrokerAloneAway()) {
            return List.of();
        }
        if (ready.isEmpty() || metrics.isEmpty()) {
            return unanswered();
        }
        wasReady = wasReady || ready.get().status() == OK;
        silent = 0;
        List<InvariantBreach> broken = new ArrayList<>();
        if (ready.get().status() != OK) {
            broken.add(breach(
                    "inventory", "not ready without the broker: " + ready.get().text()));
        }
        if (waitedBefore > 0) {
            looks++;
            broken.addAll(judge(metrics.get().text(), now));
        }
        waitedBefore = now;
        return broken;
    }

    /** One call may end with the fault before; a service that answered in this outage does not fall silent by it. */
    private List<InvariantBreach> unanswered() {
        silent++;
        return wasReady && silent > 1
                ? List.of(breach("inventory", "no answer to %d looks in a row without the broker".formatted(silent)))
                : List.of();
    }

    @Override
    public List<InvariantBreach> lookAtRest() {
        return List.of();
    }

    /** The figure is some seconds old at most: at least what waited at the last look, at most what waits now. */
    private List<InvariantBreach> judge(String metrics, long now) {
        double told = figure(WAITING, metrics);
        double age = figure(AGE, metrics);
        List<InvariantBreach> broken = new ArrayList<>();
        if (told < waitedBefore || told > now) {
            broken.add(breach(
                    "inventory",
                    "gantry_outbox_waiting is %.0f, %d to %d events wait".formatted(told, waitedBefore, now)));
        }
        if (age <= 0) {
            broken.add(breach("inventory", "events wait, but the age of the oldest is told as " + age));
        }
        return broken;
    }

    private boolean isBrokerAloneAway() {
        return faults.disturbed().equals(Set.of("broker"));
    }

    private long waiting() {
        return Long.parseLong(tables.column(Service.INVENTORY, "select count(*) from outbox where sent_at is null")
                .getFirst());
    }

    private static double figure(Pattern pattern, String metrics) {
        Matcher found = pattern.matcher(metrics);
        return found.find() ? Double.parseDouble(found.group(1)) : -1;
    }
}
