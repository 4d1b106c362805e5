package dev.gantry.local.suite.chaos.fault;

import dev.gantry.local.suite.demo.Pause;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.ManagedProcess;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.simulator.Fault;
import dev.gantry.simulator.SimulatedHostAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Makes the faults of a schedule at their time, and ends those that last a while. */
public final class FaultInjector {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(25);

    private final LocalSuite suite;
    private final SimulatedFleet fleet;
    private final FaultLog log;
    private final List<Open> open = new ArrayList<>();
    private final Map<String, Fault> armed = new TreeMap<>();

    public FaultInjector(LocalSuite suite, SimulatedFleet fleet, FaultLog log) {
        this.suite = suite;
        this.fleet = fleet;
        this.log = log;
    }

    /** Something that has to be ended. */
    private record Open(long endNanos, String target, Runnable end) {}

    /** Whom the faults can befall. */
    public static FaultSchedule.Targets targets(SimulatedFleet fleet) {
        List<String> services =
                Arrays.stream(Service.values()).map(Service::title).toList();
        List<String> processes = new ArrayList<>(services);
        processes.addAll(services);
        processes.addAll(List.of("broker", "database", fleet.process().name()));
        return new FaultSchedule.Targets(List.copyOf(processes), services, fleet.names());
    }

    /**
     * Returns when all faults have fallen and are over; an interrupt ends them at once. On a machine where a killed service needs long to come
     * back all later faults fall later, or nothing would be left that they could befall.
     */
    public void run(List<PlannedFault> faults, BooleanSupplier isRecovered) throws InterruptedException {
        long from = System.nanoTime();
        try {
            for (PlannedFault fault : faults) {
                while (System.nanoTime() - from < fault.at().toNanos()) {
                    end(System.nanoTime());
                    Pause.of(TICK);
                }
                if (fault.kind().isOfProcess()) {
                    from += awaitRecovery(isRecovered);
                }
                strike(fault);
            }
        } finally {
            end(Long.MAX_VALUE);
            fleet.names().forEach(this::disarm);
        }
    }

    /** The processes that stand still or are away because of a fault that is not over. */
    public Set<String> disturbed() {
        synchronized (open) {
            Set<String> names = new HashSet<>();
            open.forEach(each -> names.add(each.target()));
            return names;
        }
    }

    /** Returns the nanoseconds that it took. */
    private long awaitRecovery(BooleanSupplier isRecovered) throws InterruptedException {
        long from = System.nanoTime();
        while (!isRecovered.getAsBoolean() && System.nanoTime() - from < RECOVERY_LIMIT.toNanos()) {
            end(System.nanoTime());
            Pause.of(TICK);
        }
        return System.nanoTime() - from;
    }

    private void strike(PlannedFault fault) {
        log.note(fault);
        Runnable how =
                switch (fault.kind()) {
                    case KILL -> process(fault.target())::kill;
                    case FREEZE, STALL -> () -> freeze(fault);
                    case SECOND_REPLICA -> () -> replica(fault);
                    case CUT_BEFORE_EFFECT -> () -> arm(fault, Fault.SSH_DROPS_BEFORE_EFFECT);
                    case CUT_AFTER_EFFECT -> () -> arm(fault, Fault.SSH_DROPS_AFTER_EFFECT);
                    case FULL_DISK -> () -> fillDisk(fault);
                };
        how.run();
    }

    private ManagedProcess process(String name) {
        return name.equals(fleet.process().name()) ? fleet.process() : suite.child(name);
    }

    private void freeze(PlannedFault fault) {
        ManagedProcess process = process(fault.target());
        if (process.freeze()) {
            until(fault, process::thaw);
        }
    }

    private void replica(PlannedFault fault) {
        Service service = Arrays.stream(Service.values())
                .filter(each -> each.title().equals(fault.target()))
                .findFirst()
                .orElseThrow();
        ManagedProcess replica = suite.startReplica(service);
        until(new PlannedFault(fault.at(), fault.kind(), replica.name(), fault.length()), () -> {
            replica.endForGood();
        });
    }

    /** A cut counts when it has struck; until a command comes it only lies in wait. */
    private void arm(PlannedFault fault, Fault how) {
        disarm(fault.target());
        fleet.outside(fault.target()).setFault(how, "1");
        armed.put(fault.target(), how);
    }

    private void disarm(String host) {
        Fault before = armed.remove(host);
        if (before != null) {
            SimulatedHostAccess outside = fleet.outside(host);
            if (outside.hasStruck(before)) {
                log.count(before.id());
            }
            outside.clearFault(before);
        }
    }

    private void fillDisk(PlannedFault fault) {
        SimulatedHostAccess host = fleet.outside(fault.target());
        host.setFault(Fault.DISK_FULL, "");
        until(fault, () -> host.clearFault(Fault.DISK_FULL));
    }

    private void until(PlannedFault fault, Runnable end) {
        synchronized (open) {
            open.add(new Open(System.nanoTime() + fault.length().toNanos(), fault.target(), end));
        }
    }

    private void end(long now) {
        List<Open> due = new ArrayList<>();
        synchronized (open) {
            open.stream().filter(each -> each.endNanos() <= now).forEach(due::add);
            due.forEach(each -> each.end().run());
            open.removeAll(due);
        }
    }
}
