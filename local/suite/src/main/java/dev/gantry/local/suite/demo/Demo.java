package dev.gantry.local.suite.demo;

import dev.gantry.local.suite.launcher.AccessSummary;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Ports;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.Screen;

/** The verb demo: the guide's hosts taken to ACTIVE, a card given another type, a run that changes nothing more, and a newer driver for all, with guests that move. */
public final class Demo {
    private final Screen screen;

    public Demo(Screen screen) {
        this.screen = screen;
    }

    /** Leaves the suite running. */
    public LocalSuite run() throws InterruptedException {
        LocalSuite suite = start();
        try (Walkthrough walkthrough = walk(suite)) {
            showMore(walkthrough);
        }
        new AccessSummary(suite).print(screen);
        return suite;
    }

    /** Stops the suite in the end. */
    public void runOnce() throws InterruptedException {
        try (LocalSuite suite = start();
                Walkthrough walkthrough = walk(suite)) {
            showMore(walkthrough);
            screen.line("It stops now; ./gantry up goes on with what is in "
                    + suite.home().shown(suite.home().folder()) + ".");
        }
    }

    private void showMore(Walkthrough walkthrough) throws InterruptedException {
        walkthrough.showResult();
        screen.title("Another type for a card: computegpu007 as in the guide");
        walkthrough.retype();
        screen.title("All hosts once more");
        walkthrough.runAgain();
        screen.line(screen.good("Three hosts ACTIVE; the second run made 0 changes and 0 reboots."));
        screen.title("A newer driver for all hosts, as a rollout, while guests run on them");
        walkthrough.upgradeDriver();
        screen.line(screen.good("Three hosts ACTIVE with the newer driver; no guest was lost."));
    }

    private LocalSuite start() {
        screen.title("Gantry on this machine");
        return LocalSuite.start(SuiteFolder.find(), Ports.fromEnvironment(), screen);
    }

    private Walkthrough walk(LocalSuite suite) throws InterruptedException {
        screen.title("The guide's GPU hosts, from enrolled to active");
        long from = System.nanoTime();
        Walkthrough walkthrough = new Walkthrough(suite, screen);
        walkthrough.nameCloud();
        walkthrough.run();
        screen.line("%7s  all three hosts are %s; %s of it were simulated reboots"
                .formatted(
                        Screen.seconds(System.nanoTime() - from),
                        screen.good("ACTIVE"),
                        Screen.seconds(walkthrough.rebootTime().toNanos())));
        return walkthrough;
    }
}
