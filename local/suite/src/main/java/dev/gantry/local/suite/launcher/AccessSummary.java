package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.Screen;

/** Tells a person where things are: pages, data, secrets, logs. */
public final class AccessSummary {
    private final LocalSuite suite;

    public AccessSummary(LocalSuite suite) {
        this.suite = suite;
    }

    public void print(Screen screen) {
        SuiteFolder home = suite.home();
        screen.title("Where to look");
        screen.line("  %-14s %s/".formatted("console", suite.url(Service.INVENTORY)));
        for (Service service : Service.values()) {
            screen.line("  %-14s %s/q/swagger-ui".formatted(service.title(), suite.url(service)));
        }
        screen.uncut("  %-14s curl -N -H \"Authorization: Bearer $(cat %s)\" \\"
                .formatted("events", home.shown(SecretFiles.token(home))));
        screen.uncut("  %-14s   %s/v1/events".formatted("", suite.url(Service.INVENTORY)));
        screen.uncut("  %-14s %s".formatted("data", home.folder()));
        screen.uncut("  %-14s %s".formatted("logs", home.shown(home.resolve("logs"))));
        screen.uncut("  %-14s %s   (has every role)".formatted("token", home.shown(SecretFiles.token(home))));
        screen.uncut("  %-14s %s".formatted("", suite.token()));
        screen.uncut("  %-14s %s".formatted("ssh key", home.shown(SecretFiles.sshKey(home))));
        screen.line("");
        screen.line("Ctrl-C stops it; the data stays and the next ./gantry up goes on with it.");
    }
}
