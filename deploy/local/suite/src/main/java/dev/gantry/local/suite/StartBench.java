package dev.gantry.local.suite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long the suite takes to start and to do its main job, and what memory it holds; each time from an empty folder. */
final class StartBench {
    private static final int ROUNDS = 3;
    private static final Screen SILENT = Screen.plain(new PrintStream(OutputStream.nullOutputStream()));

    private final Map<String, List<Double>> samples = new TreeMap<>();

    void run(Figures figures) throws InterruptedException {
        Home real = Home.find();
        for (int round = 0; round < ROUNDS; round++) {
            Home home = new Home(real.checkout(), real.resolve("bench"));
            remove(home.folder());
            round(home);
            remove(home.folder());
        }
        samples.forEach((name, values) -> figures.figure(name, name.endsWith("_s") ? "s" : "MiB", values));
    }

    private void round(Home home) throws InterruptedException {
        try (LocalSuite suite = LocalSuite.start(home, Ports.from(0, Simulation.HOSTS), SILENT)) {
            sample("suite_ready_s", suite.readySeconds());
            for (Service service : Service.values()) {
                sample("service_ready_s", suite.child(service.title()).readySeconds());
            }
            long from = System.nanoTime();
            try (Walkthrough walkthrough = new Walkthrough(suite, SILENT)) {
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
        }
    }

    private void sample(String name, double value) {
        samples.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
