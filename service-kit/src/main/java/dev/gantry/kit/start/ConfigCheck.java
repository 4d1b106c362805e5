package dev.gantry.kit.start;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.Config;

/** {@code check-config}: says of everything that the service needs whether it is there, before the service is started. */
final class ConfigCheck {
    private ConfigCheck() {}

    /** Returns the exit status: 0 when the service can start, 1 when something is missing. */
    static int run(PrintStream out) {
        try {
            List<Finding> findings = all(ServiceConfig.read());
            findings.stream().map(Finding::line).forEach(out::println);
            long missing = findings.stream().filter(finding -> !finding.holds()).count();
            out.println(missing == 0 ? "all is there" : missing + " of " + findings.size() + " are missing");
            return missing == 0 ? 0 : 1;
        } catch (IOException | UncheckedIOException e) {
            out.println(Finding.bad("settings", String.valueOf(e.getMessage())).line());
            return 1;
        }
    }

    /** After a start that failed: what is missing, beneath the failure itself. */
    static void explain(PrintStream out) {
        try {
            List<String> missing = all(ServiceConfig.read()).stream()
                    .filter(finding -> !finding.holds())
                    .map(Finding::line)
                    .toList();
            out.println(
                    missing.isEmpty()
                            ? "not started; everything that check-config looks at is there, the reason stands above"
                            : "not started, because of this:");
            missing.forEach(out::println);
        } catch (IOException | RuntimeException e) {
            out.println(Finding.bad("settings", String.valueOf(e.getMessage())).line());
        }
    }

    static List<Finding> all(Config config) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new ProcessChecks().check(config));
        findings.addAll(outside(config));
        return findings;
    }

    /** What others than this process have to have ready. */
    static List<Finding> outside(Config config) {
        List<Finding> findings = new ArrayList<>();
        List<Finding> database = new DatabaseCheck().check(config);
        findings.addAll(database);
        if (database.stream().allMatch(Finding::holds)) {
            findings.addAll(new SchemaCheck().check(config));
        }
        findings.addAll(new BrokerCheck().check(config));
        findings.addAll(new AuthenticationCheck().check(config));
        findings.addAll(new LoginCheck().check(config));
        for (SettingCheck own : ServiceLoader.load(SettingCheck.class)) {
            findings.addAll(own.check(config));
        }
        return findings;
    }
}
