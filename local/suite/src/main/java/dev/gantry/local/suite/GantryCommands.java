package dev.gantry.local.suite;

import dev.gantry.local.suite.bench.Benches;
import dev.gantry.local.suite.bench.FigureWriter;
import dev.gantry.local.suite.chaos.ChaosOptions;
import dev.gantry.local.suite.chaos.ChaosRun;
import dev.gantry.local.suite.demo.Demo;
import dev.gantry.local.suite.launcher.AccessSummary;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Ports;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of ./gantry that need the suite. */
@Command(name = "gantry", description = "Gantry on this machine.")
public final class GantryCommands {
    private static final Logger TALKATIVE = Logger.getLogger("org.apache.kafka");

    private GantryCommands() {}

    public static void main(String[] args) {
        TALKATIVE.setLevel(Level.SEVERE);
        Screen screen = Screen.stdout();
        int code = new CommandLine(new GantryCommands())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    System.err.println(screen.bad("gantry: " + (e instanceof SuiteException ? e.getMessage() : e)));
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    @Command(name = "up", description = "Start everything, keep running until Ctrl-C.")
    void up() throws InterruptedException {
        Screen screen = Screen.stdout();
        screen.title("Gantry on this machine");
        LocalSuite suite = LocalSuite.start(SuiteFolder.find(), Ports.fromEnvironment(), screen);
        new AccessSummary(suite).print(screen);
        keepRunning();
    }

    @Command(name = "demo", description = "Start everything and take the guide's GPU hosts from enrolled to active.")
    void demo(@Option(names = "--once", description = "Stop at the end; exit 0 when all went well.") boolean once)
            throws InterruptedException {
        Demo demo = new Demo(Screen.stdout());
        if (once) {
            demo.runOnce();
        } else {
            demo.run();
            keepRunning();
        }
    }

    @Command(name = "bench", description = "Print figures as JSON lines.")
    void bench(@Parameters(paramLabel = "NAME", description = Benches.NAMES) String name) throws InterruptedException {
        Benches.Bench bench = Benches.named(name);
        FigureWriter figures = new FigureWriter(System.out);
        figures.machine();
        bench.run(figures);
    }

    @Command(
            name = "chaos",
            description = "The suite under load and seeded faults; exit 1 at the first promise that is not kept.")
    int chaos(
            @Option(names = "--seed", description = "What the faults follow from; a new one when left out.") @Nullable
                    Long seed,
            @Option(names = "--minutes", defaultValue = "5", description = "How long faults fall.") double minutes,
            @Option(names = "--hosts", defaultValue = "4", description = "Simulated hosts.") int hosts)
            throws InterruptedException {
        ChaosOptions options = new ChaosOptions(
                seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed,
                Duration.ofSeconds(Math.round(minutes * 60)),
                hosts);
        return new ChaosRun(options, Screen.stdout(), "chaos").run() ? 0 : 1;
    }

    /** Until a signal ends the JVM; the suite stops in its shutdown hook. */
    static void keepRunning() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
