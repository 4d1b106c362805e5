package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.chaos.fault.DisturbanceMonitor;
import dev.gantry.local.suite.chaos.fault.FaultInjector;
import dev.gantry.local.suite.chaos.fault.FaultLog;
import dev.gantry.local.suite.chaos.fault.FaultSchedule;
import dev.gantry.local.suite.chaos.fault.PlannedFault;
import dev.gantry.local.suite.chaos.invariant.InvariantBreach;
import dev.gantry.local.suite.chaos.workload.FaultyServer;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.chaos.workload.WebhookMaker;
import dev.gantry.local.suite.demo.DriverUpload;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.Screen;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A suite under load and faults from its start to rest, or to the first promise that is not kept. */
public final class ChaosRun {
    private static final String FLEET = "chaos";
    private static final String BUILD_COMMAND = "local/suite/src/main/sh/stand-in-disk-image-create";

    private final ChaosOptions options;
    private final Screen screen;
    private final String folder;

    /** @param folder for data and logs, below the suite's folder unless it is absolute; emptied before, and gone when all went well */
    public ChaosRun(ChaosOptions options, Screen screen, String folder) {
        this.options = options;
        this.screen = screen;
        this.folder = folder;
    }

    /** True when every promise was kept. Prints the seed, the faults and the figures, or where the evidence is. */
    public boolean run() throws InterruptedException {
        screen.title(told());
        String command = SuiteFolder.find().checkout().resolve(BUILD_COMMAND).toString();
        FaultLog log = new FaultLog(screen);
        try (TemporarySuite temporary = TemporarySuite.start(folder, options.settings(command), screen);
                FaultyServer servers = new FaultyServer(log)) {
            LocalSuite suite = temporary.suite();
            RecordingClient caller = new RecordingClient(suite);
            new WebhookMaker(caller, servers, new Random(options.seed())).start(suite.api(Service.INVENTORY));
            String driver = DriverUpload.make(suite);
            try (SimulatedFleet fleet = SimulatedFleet.start(suite.home(), FLEET, options.hosts());
                    WorkloadClients callers = new WorkloadClients(caller, servers, suite.home(), options.seed())) {
                FaultInjector faults = new FaultInjector(suite, fleet, log);
                try (DisturbanceMonitor calm = new DisturbanceMonitor(suite, faults, fleet.names())) {
                    Invariants promises =
                            new Invariants(suite, fleet, callers, new Invariants.Eyes(caller, faults, calm));
                    callers.start(fleet, driver);
                    promises.awaitWork();
                    Thread injection = injection(faults, schedule(fleet), calm);
                    List<InvariantBreach> broken = underFaults(promises, callers, injection);
                    if (broken.isEmpty()) {
                        screen.line("  the faults are over; everything has to come to rest");
                        callers.driver().settle();
                        broken = promises.atRest(callers.driver(), screen);
                    }
                    Map<String, Integer> figures = new TreeMap<>(callers.figures());
                    figures.putAll(promises.figures());
                    tell(suite, figures, log, broken);
                    if (broken.isEmpty()) {
                        temporary.succeeded();
                    }
                    return broken.isEmpty();
                }
            }
        }
    }

    private List<PlannedFault> schedule(SimulatedFleet fleet) {
        return new FaultSchedule(new Random(options.seed()), options.time(), ChaosOptions.LEASE)
                .make(FaultInjector.targets(fleet));
    }

    private static Thread injection(FaultInjector faults, List<PlannedFault> schedule, DisturbanceMonitor calm) {
        return Thread.ofVirtual().name("faults").start(() -> {
            try {
                faults.run(schedule, calm::isRecovered);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // a promise is broken
            }
        });
    }

    private static List<InvariantBreach> underFaults(Invariants promises, WorkloadClients callers, Thread injection)
            throws InterruptedException {
        try {
            return promises.whileAlive(injection, callers.driver());
        } finally {
            injection.interrupt();
            injection.join();
        }
    }

    private void tell(LocalSuite suite, Map<String, Integer> figures, FaultLog log, List<InvariantBreach> broken) {
        screen.title("Figures");
        new TreeMap<>(log.counts()).forEach((kind, count) -> screen.line("  %6d  %s".formatted(count, kind)));
        screen.line("  %6d  faults in all".formatted(log.total()));
        figures.forEach((name, count) -> screen.line("  %6d  %s".formatted(count, name)));
        if (broken.isEmpty()) {
            screen.line(screen.good(told() + ": every promise was kept"));
            return;
        }
        screen.title("Broken");
        broken.stream().limit(10).forEach(each -> screen.uncut(screen.bad("  " + each)));
        screen.uncut("  evidence: " + FailureReport.write(suite.home(), told(), broken, log.lines()));
        screen.uncut("  again: ./gantry chaos --seed %d --minutes %s --hosts %d"
                .formatted(options.seed(), minutes(), options.hosts()));
    }

    private String told() {
        return "Chaos with seed %d for %s min on %d hosts".formatted(options.seed(), minutes(), options.hosts());
    }

    private String minutes() {
        double minutes = options.time().toSeconds() / 60.0;
        return minutes == Math.rint(minutes) ? Long.toString((long) minutes) : Double.toString(minutes);
    }
}
