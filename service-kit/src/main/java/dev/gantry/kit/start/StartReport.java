package dev.gantry.kit.start;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;

/** Warns soon after the start of what is not there and need not be for the start: broker, topics, rights, identity provider, Pulp, SSH key. */
@ApplicationScoped
class StartReport {
    private final Config config;

    StartReport(Config config) {
        this.config = config;
    }

    void look(@Observes StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Thread.ofVirtual().name("start-report").start(this::warn);
        }
    }

    private void warn() {
        ConfigCheck.outside(config).stream()
                .filter(finding -> !finding.holds())
                .forEach(finding -> Log.warnf("missing %s: %s", finding.about(), finding.text()));
    }
}
