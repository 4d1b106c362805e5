package dev.gantry.local.suite;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of ./gantry that need the suite. */
@Command(name = "gantry", description = "Gantry on this machine.")
public final class Suite {
    private static final Logger TALKATIVE = Logger.getLogger("org.apache.kafka");

    private Suite() {}

    public static void main(String[] args) {
        TALKATIVE.setLevel(Level.SEVERE);
        Screen screen = Screen.stdout();
        int code = new CommandLine(new Suite())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    System.err.println(screen.bad("gantry: " + (e instanceof SuiteTrouble ? e.getMessage() : e)));
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    @Command(name = "up", description = "Start everything, keep running until Ctrl-C.")
    void up() throws InterruptedException {
        Screen screen = Screen.stdout();
        screen.title("Gantry on this machine");
        LocalSuite suite = LocalSuite.start(Home.find(), Ports.fromEnvironment(), screen);
        new Directions(suite).print(screen);
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
        Figures figures = new Figures(System.out);
        figures.machine();
        bench.run(figures);
    }

    /** Until a signal ends the JVM; the suite stops in its shutdown hook. */
    static void keepRunning() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
