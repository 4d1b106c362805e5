package dev.gantry.local.suite;

/** Tells a person where things are: pages, data, secrets, logs. */
final class Directions {
    private final LocalSuite suite;

    Directions(LocalSuite suite) {
        this.suite = suite;
    }

    void print(Screen screen) {
        Home home = suite.home();
        screen.title("Where to look");
        for (Service service : Service.values()) {
            screen.line("  %-14s %s/q/swagger-ui".formatted(service.title(), suite.url(service)));
        }
        screen.uncut("  %-14s curl -N -H \"Authorization: Bearer $(cat %s)\" \\"
                .formatted("events", home.shown(Secrets.token(home))));
        screen.uncut("  %-14s   %s/v1/events".formatted("", suite.url(Service.INVENTORY)));
        screen.uncut("  %-14s %s".formatted("data", home.folder()));
        screen.uncut("  %-14s %s".formatted("logs", home.shown(home.resolve("logs"))));
        screen.uncut("  %-14s %s   (has every role)".formatted("token", home.shown(Secrets.token(home))));
        screen.uncut("  %-14s %s".formatted("", suite.token()));
        screen.uncut("  %-14s %s".formatted("ssh key", home.shown(Secrets.sshKey(home))));
        screen.line("");
        screen.line("Ctrl-C stops it; the data stays and the next ./gantry up goes on with it.");
    }
}
