package dev.gantry.local.suite;

/** The verb demo: the suite, the guide's hosts taken to ACTIVE, and what came of it. */
final class Demo {
    private final Screen screen;

    Demo(Screen screen) {
        this.screen = screen;
    }

    /** Leaves the suite running. */
    LocalSuite run() throws InterruptedException {
        LocalSuite suite = start();
        try (Walkthrough walkthrough = walk(suite)) {
            walkthrough.showResult();
        }
        new Directions(suite).print(screen);
        return suite;
    }

    /** Provisions a second time, which changes nothing, and stops the suite. */
    void runOnce() throws InterruptedException {
        try (LocalSuite suite = start();
                Walkthrough walkthrough = walk(suite)) {
            walkthrough.showResult();
            screen.title("The same hosts once more");
            walkthrough.runAgain();
            screen.line(screen.good("Three hosts ACTIVE; the second run made 0 changes and 0 reboots."));
        }
    }

    private LocalSuite start() {
        screen.title("Gantry on this machine");
        return LocalSuite.start(Home.find(), Ports.fromEnvironment(), screen);
    }

    private Walkthrough walk(LocalSuite suite) throws InterruptedException {
        screen.title("The guide's GPU hosts, from enrolled to active");
        long from = System.nanoTime();
        Walkthrough walkthrough = new Walkthrough(suite, screen);
        walkthrough.run();
        screen.line("%7s  all three hosts are %s; %s of it were simulated reboots"
                .formatted(
                        Screen.seconds(System.nanoTime() - from),
                        screen.good("ACTIVE"),
                        Screen.seconds(walkthrough.rebootTime().toNanos())));
        return walkthrough;
    }
}
