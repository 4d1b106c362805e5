package dev.gantry.local.suite.bench;

import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.SecretFiles;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures that can be taken, by the name that {@code ./gantry bench} knows. */
public final class Benches {
    public static final String NAMES = "api, check, cli, events, fleet, images, render, scale, start";
    private static final Map<String, Bench> BY_NAME = new TreeMap<>(Map.of(
            "scale",
            figures -> new ScaleBench(figures).run(),
            "start",
            figures -> new StartBench().run(figures),
            "render",
            figures -> render(),
            "images",
            figures -> images(),
            "api",
            figures -> new ApiBench(figures).run(),
            "cli",
            figures -> new CommandLineBench(figures).run(),
            "fleet",
            figures -> new FleetBench(figures).run(),
            "events",
            figures -> new EventsBench(figures).run(),
            "check",
            figures -> new CheckBench(figures).run()));

    private Benches() {}

    /** Takes some figures; prints each as soon as it is there. */
    public interface Bench {
        void run(FigureWriter figures) throws InterruptedException;
    }

    /** Throws {@link SuiteException} that lists what there is. */
    public static Bench named(String name) {
        Bench bench = BY_NAME.get(name);
        if (bench == null) {
            throw new SuiteException("no figures named '" + name + "'; known: " + NAMES);
        }
        return bench;
    }

    /** Rendering alone, then from event to revision through the running suite. */
    private static void render() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            LocalSuite suite = bench.suite();
            new ServiceProgram(suite.home().checkout(), Service.NOVA_CONFIG)
                    .run("dev.gantry.novaconfig.bench.RenderBench", List.of(suite.bootstrapServers()));
            bench.succeeded();
        }
    }

    private static void images() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            LocalSuite suite = bench.suite();
            new ServiceProgram(suite.home().checkout(), Service.IMAGE_BUILDER)
                    .run(
                            "dev.gantry.imagebuilder.bench.ImagesBench",
                            List.of(
                                    suite.url(Service.IMAGE_BUILDER).toString(),
                                    SecretFiles.token(suite.home()).toString(),
                                    Long.toString(suite.child(Service.IMAGE_BUILDER.title())
                                            .pid())));
            bench.succeeded();
        }
    }
}
