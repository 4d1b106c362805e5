package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.chaos.fault.DisturbanceMonitor;
import dev.gantry.local.suite.chaos.fault.FaultInjector;
import dev.gantry.local.suite.chaos.invariant.AcceptedWorkInvariant;
import dev.gantry.local.suite.chaos.invariant.AcknowledgedWriteInvariant;
import dev.gantry.local.suite.chaos.invariant.BrokerOutageInvariant;
import dev.gantry.local.suite.chaos.invariant.DestroyedOnceInvariant;
import dev.gantry.local.suite.chaos.invariant.DevicesInEffectInvariant;
import dev.gantry.local.suite.chaos.invariant.EventDeliveryInvariant;
import dev.gantry.local.suite.chaos.invariant.Invariant;
import dev.gantry.local.suite.chaos.invariant.InvariantBreach;
import dev.gantry.local.suite.chaos.invariant.NoUnexpectedErrorInvariant;
import dev.gantry.local.suite.chaos.invariant.StateAndEventInvariant;
import dev.gantry.local.suite.chaos.invariant.Tables;
import dev.gantry.local.suite.chaos.invariant.TerminationInvariant;
import dev.gantry.local.suite.chaos.invariant.WaitReasonInvariant;
import dev.gantry.local.suite.chaos.invariant.WireReader;
import dev.gantry.local.suite.chaos.workload.NumberedReader;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.chaos.workload.WorkloadDriver;
import dev.gantry.local.suite.demo.Pause;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All promises, looked at while faults fall and at rest. */
final class Invariants {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration REST_LIMIT = Duration.ofMinutes(4);

    private static final Duration WORK_LIMIT = Duration.ofSeconds(60);

    private final List<Invariant> promises;
    private final TerminationInvariant end;
    private final BrokerOutageInvariant withoutBroker;

    /** What promises look with. */
    record Eyes(RecordingClient caller, FaultInjector faults, DisturbanceMonitor calm) {}

    Invariants(LocalSuite suite, SimulatedFleet fleet, WorkloadClients callers, Eyes eyes) {
        RecordingClient caller = eyes.caller();
        Tables tables = new Tables(suite);
        this.end = new TerminationInvariant(caller, fleet, tables);
        this.withoutBroker = new BrokerOutageInvariant(caller, eyes.faults(), tables);
        this.promises = List.of(
                new AcknowledgedWriteInvariant(callers.ledger(), new NumberedReader(caller)),
                new NoUnexpectedErrorInvariant(caller),
                new DevicesInEffectInvariant(caller, fleet),
                new DestroyedOnceInvariant(callers.approvals(), fleet, tables),
                new WaitReasonInvariant(caller, eyes.calm().clock()),
                withoutBroker,
                end,
                new AcceptedWorkInvariant(
                        caller, Service.IMAGE_BUILDER, "/v1/driver-bundles/", "PUBLISHED", callers.bundles()::promised),
                new AcceptedWorkInvariant(
                        caller, Service.IMAGE_BUILDER, "/v1/builds/", "SUCCEEDED", callers.builds()::accepted),
                new AcceptedWorkInvariant(
                        caller, Service.INVENTORY, "/v1/operations/", "SUCCEEDED", callers.imports()::accepted),
                new StateAndEventInvariant(tables, new WireReader(suite)),
                new EventDeliveryInvariant(callers.servers(), tables));
    }

    /** How often there was something to look at; what was never looked at was not shown. */
    Map<String, Integer> figures() {
        return Map.of("looks at inventory without the broker", withoutBroker.looks());
    }

    /** Returns when every host has been inspected, so that there is work for the faults to befall; or when that takes too long. */
    void awaitWork() throws InterruptedException {
        long limit = System.nanoTime() + WORK_LIMIT.toNanos();
        while (!end.isEveryHostKnown() && System.nanoTime() < limit) {
            Pause.of(LOOK_AGAIN);
        }
    }

    /** Until the faults are over; what is broken first, or nothing. */
    List<InvariantBreach> whileAlive(Thread faults, WorkloadDriver load) throws InterruptedException {
        while (faults.isAlive()) {
            List<InvariantBreach> broken = look(load);
            if (!broken.isEmpty()) {
                return broken;
            }
            Pause.of(LOOK_AGAIN);
        }
        return List.of();
    }

    /** Waits for rest, then looks at everything. */
    List<InvariantBreach> atRest(WorkloadDriver load, Screen screen) throws InterruptedException {
        long limit = System.nanoTime() + REST_LIMIT.toNanos();
        String told = "";
        for (String open = open(); !open.isEmpty() && System.nanoTime() < limit; open = open()) {
            if (!open.equals(told)) {
                screen.line("  waits for " + open);
                told = open;
            }
            List<InvariantBreach> broken = look(load);
            if (!broken.isEmpty()) {
                return broken;
            }
            Pause.of(LOOK_AGAIN);
        }
        List<InvariantBreach> broken = new ArrayList<>();
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

    private List<InvariantBreach> look(WorkloadDriver load) {
        List<InvariantBreach> broken = new ArrayList<>();
        String failure = load.failure();
        if (failure != null) {
            broken.add(new InvariantBreach("callers go on", "a caller", failure));
        }
        for (Invariant promise : promises) {
            try {
                broken.addAll(promise.look());
            } catch (SuiteException e) {
                continue; // what it looks with is away; the next look comes soon
            }
        }
        return broken;
    }
}
