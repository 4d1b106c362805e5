package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.chaos.fault.CalmWatch;
import dev.gantry.local.suite.chaos.fault.FaultInjector;
import dev.gantry.local.suite.chaos.load.Caller;
import dev.gantry.local.suite.chaos.load.LoadDriver;
import dev.gantry.local.suite.chaos.load.NumberedReader;
import dev.gantry.local.suite.chaos.promise.AcceptedWork;
import dev.gantry.local.suite.chaos.promise.AcknowledgedWrites;
import dev.gantry.local.suite.chaos.promise.Breach;
import dev.gantry.local.suite.chaos.promise.DestroyedOnce;
import dev.gantry.local.suite.chaos.promise.EventsDelivered;
import dev.gantry.local.suite.chaos.promise.EverythingEnds;
import dev.gantry.local.suite.chaos.promise.InEffect;
import dev.gantry.local.suite.chaos.promise.NoUnexpectedErrors;
import dev.gantry.local.suite.chaos.promise.Promise;
import dev.gantry.local.suite.chaos.promise.ServesWithoutBroker;
import dev.gantry.local.suite.chaos.promise.StateAndEvent;
import dev.gantry.local.suite.chaos.promise.Tables;
import dev.gantry.local.suite.chaos.promise.WaitsWithReason;
import dev.gantry.local.suite.chaos.promise.WireReader;
import dev.gantry.local.suite.demo.Pause;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All promises, looked at while faults fall and at rest. */
final class Promises {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration REST_LIMIT = Duration.ofMinutes(4);

    private static final Duration WORK_LIMIT = Duration.ofSeconds(60);

    private final List<Promise> promises;
    private final EverythingEnds end;

    /** What promises look with. */
    record Eyes(Caller caller, FaultInjector faults, CalmWatch calm) {}

    Promises(LocalSuite suite, SimulatedFleet fleet, Callers callers, Eyes eyes) {
        Caller caller = eyes.caller();
        Tables tables = new Tables(suite);
        this.end = new EverythingEnds(caller, fleet, tables);
        this.promises = List.of(
                new AcknowledgedWrites(callers.ledger(), new NumberedReader(caller)),
                new NoUnexpectedErrors(caller),
                new InEffect(caller, fleet),
                new DestroyedOnce(callers.approvals(), fleet, tables),
                new WaitsWithReason(caller, eyes.calm().clock()),
                new ServesWithoutBroker(caller, eyes.faults(), tables),
                end,
                new AcceptedWork(
                        caller, Service.IMAGE_BUILDER, "/v1/driver-bundles/", "PUBLISHED", callers.bundles()::promised),
                new AcceptedWork(caller, Service.IMAGE_BUILDER, "/v1/builds/", "SUCCEEDED", callers.builds()::accepted),
                new AcceptedWork(
                        caller, Service.INVENTORY, "/v1/operations/", "SUCCEEDED", callers.imports()::accepted),
                new StateAndEvent(tables, new WireReader(suite)),
                new EventsDelivered(callers.servers(), tables));
    }

    /** Returns when every host has been inspected, so that there is work for the faults to befall; or when that takes too long. */
    void awaitWork() throws InterruptedException {
        long limit = System.nanoTime() + WORK_LIMIT.toNanos();
        while (!end.isEveryHostKnown() && System.nanoTime() < limit) {
            Pause.of(LOOK_AGAIN);
        }
    }

    /** Until the faults are over; what is broken first, or nothing. */
    List<Breach> whileAlive(Thread faults, LoadDriver load) throws InterruptedException {
        while (faults.isAlive()) {
            List<Breach> broken = look(load);
            if (!broken.isEmpty()) {
                return broken;
            }
            Pause.of(LOOK_AGAIN);
        }
        return List.of();
    }

    /** Waits for rest, then looks at everything. */
    List<Breach> atRest(LoadDriver load, Screen screen) throws InterruptedException {
        long limit = System.nanoTime() + REST_LIMIT.toNanos();
        String told = "";
        for (String open = open(); !open.isEmpty() && System.nanoTime() < limit; open = open()) {
            if (!open.equals(told)) {
                screen.line("  waits for " + open);
                told = open;
            }
            List<Breach> broken = look(load);
            if (!broken.isEmpty()) {
                return broken;
            }
            Pause.of(LOOK_AGAIN);
        }
        List<Breach> broken = new ArrayList<>();
        promises.forEach(promise -> broken.addAll(promise.lookAtRest()));
        return broken;
    }

    /** The first that has not ended; empty when all has. */
    private String open() {
        try {
            return end.lookAtRest().stream()
                    .findFirst()
                    .map(each -> each.resource() + " " + each.found())
                    .orElse("");
        } catch (SuiteException e) {
            return "the database"; // it is just coming back
        }
    }

    private List<Breach> look(LoadDriver load) {
        List<Breach> broken = new ArrayList<>();
        String failure = load.failure();
        if (failure != null) {
            broken.add(new Breach("callers go on", "a caller", failure));
        }
        for (Promise promise : promises) {
            try {
                broken.addAll(promise.look());
            } catch (SuiteException e) {
                continue; // what it looks with is away; the next look comes soon
            }
        }
        return broken;
    }
}
