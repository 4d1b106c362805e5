package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.demo.DriverUpload;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.ProcessCost;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs to bring hosts to what is wanted and to look at them again: CPU, memory and time of the controller, which is
 * inventory and provisioner together, and CPU of the hosts. GANTRY_BENCH_HOSTS bounds the largest number of hosts.
 */
final class CheckBench {
    private static final int SOME = 20;
    private static final int WARM_UP = 5;
    private static final int ROUNDS_OF_ONE = 11;
    private static final int ROUNDS_OF_SOME = 7;
    private static final int ROUNDS_OF_MANY = 3;
    private static final Duration WATCH = Duration.ofMillis(20);

    private final FigureWriter figures;
    private final int many;

    CheckBench(FigureWriter figures) {
        this.figures = figures;
        this.many = Integer.parseInt(System.getenv().getOrDefault("GANTRY_BENCH_HOSTS", "200"));
        if (many <= SOME) {
            throw new SuiteException("GANTRY_BENCH_HOSTS is " + many + "; more than " + SOME + " hosts are needed");
        }
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            LocalSuite suite = bench.suite();
            String driver = DriverUpload.make(suite);
            try (SimulatedFleet some = SimulatedFleet.start(suite.home(), "some", SOME);
                    FleetInspections job = new FleetInspections(suite.api(Service.INVENTORY), driver)) {
                converge(job, some);
                Controller controller = new Controller(List.of(
                        new ProcessCost(suite.child(Service.INVENTORY.title()).pid()),
                        new ProcessCost(suite.child(Service.PROVISIONER.title()).pid())));
                checkSome(job, some, controller);
                SimulatedFleet.copy(suite.home(), some, "more", many - SOME);
                try (SimulatedFleet more = SimulatedFleet.start(suite.home(), "more", many - SOME)) {
                    checkMany(job, some, more, controller);
                }
            }
            bench.succeeded();
        }
    }

    /** The processes that look. */
    private record Controller(List<ProcessCost> processes) {

        long cpuMillis() {
            return processes.stream().mapToLong(ProcessCost::cpuMillis).sum();
        }

        double residentMib() {
            return processes.stream().mapToDouble(ProcessCost::residentMib).sum();
        }
    }

    private void converge(FleetInspections job, SimulatedFleet fleet) throws InterruptedException {
        Map<String, String> plans = job.enrol(fleet.access());
        double seconds = job.approve(plans) / 1e9;
        double reboots = job.rebootTime().toMillis() / 1e3;
        figures.figure("converge_%d_hosts_s".formatted(SOME), "s", List.of(seconds - reboots));
        figures.figure("converge_%d_hosts_with_reboots_s".formatted(SOME), "s", List.of(seconds));
    }

    private void checkSome(FleetInspections job, SimulatedFleet fleet, Controller controller)
            throws InterruptedException {
        List<String> hosts = fleet.names();
        for (int round = 0; round < WARM_UP; round++) {
            job.check(hosts);
        }
        List<Double> one = new ArrayList<>();
        for (int round = 0; round < ROUNDS_OF_ONE; round++) {
            one.add(job.check(List.of(hosts.get(round % hosts.size()))) / 1e9);
        }
        List<Double> all = new ArrayList<>();
        List<Double> controllerCpu = new ArrayList<>();
        List<Double> hostCpu = new ArrayList<>();
        for (int round = 0; round < ROUNDS_OF_SOME; round++) {
            long ours = controller.cpuMillis();
            long theirs = fleet.cost().cpuMillisWithChildren();
            all.add(job.check(hosts) / 1e9);
            controllerCpu.add((controller.cpuMillis() - ours) / (double) SOME);
            hostCpu.add((fleet.cost().cpuMillisWithChildren() - theirs) / (double) SOME);
        }
        figures.figure("controller_cpu_ms_per_host", "ms", controllerCpu);
        figures.figure("host_cpu_ms_per_host", "ms", hostCpu);
        figures.figure("check_1_host_s", "s", one);
        figures.figure("check_%d_hosts_s".formatted(SOME), "s", all);
    }

    private void checkMany(FleetInspections job, SimulatedFleet some, SimulatedFleet more, Controller controller)
            throws InterruptedException {
        job.adopt(more.access());
        List<String> hosts = new ArrayList<>(some.names());
        hosts.addAll(more.names());
        List<Double> seconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int round = 0; round < ROUNDS_OF_MANY; round++) {
            double before = controller.residentMib();
            Peak peak = new Peak(controller);
            seconds.add(job.check(hosts) / 1e9);
            memory.add((peak.end() - before) / hosts.size());
        }
        figures.figure("check_%d_hosts_s".formatted(hosts.size()), "s", seconds);
        figures.figure("controller_mib_per_host", "MiB", memory);
    }

    /** The most that is resident while something goes on. */
    private static final class Peak {
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Thread thread;
        private volatile double most;

        Peak(Controller controller) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                while (!isOver.get()) {
                    most = Math.max(most, controller.residentMib());
                    LockSupport.parkNanos(WATCH.toNanos());
                }
            });
        }

        double end() throws InterruptedException {
            isOver.set(true);
            thread.join();
            return most;
        }
    }
}
