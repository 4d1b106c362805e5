package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.demo.Walkthrough;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the suite takes to start and to do its main job, and what memory it holds; each time from an empty folder. */
final class StartBench {
    private static final int ROUNDS = 3;

    private final Map<String, List<Double>> samples = new TreeMap<>();

    void run(FigureWriter figures) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            round();
        }
        samples.forEach((name, values) -> figures.figure(name, name.endsWith("_s") ? "s" : "MiB", values));
    }

    private void round() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            LocalSuite suite = bench.suite();
            sample("suite_ready_s", suite.readySeconds());
            for (Service service : Service.values()) {
                sample("service_ready_s", suite.child(service.title()).readySeconds());
            }
            long from = System.nanoTime();
            try (Walkthrough walkthrough = new Walkthrough(suite, TemporarySuite.SILENT)) {
                walkthrough.run();
                sample(
                        "demo_s",
                        seconds(System.nanoTime()
                                - from
                                - walkthrough.rebootTime().toNanos()));
            }
            for (Service service : Service.values()) {
                sample("service_rss_mib", suite.memoryMib(service));
            }
            sample("suite_rss_mib", suite.memoryMib());
            bench.succeeded();
        }
    }

    private void sample(String name, double value) {
        samples.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
