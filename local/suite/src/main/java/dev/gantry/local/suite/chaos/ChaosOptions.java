package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.Map;

/** What a run is made of. The schedule of faults and what callers do follow from the seed. */
public record ChaosOptions(long seed, Duration time, int hosts) {
    /** Shorter than a site's, so that more stalls outlast it. */
    public static final Duration LEASE = Duration.ofSeconds(6);

    public ChaosOptions {
        if (time.compareTo(Duration.ofSeconds(30)) < 0 || hosts < 1 || hosts > 50) {
            throw new SuiteException("expected at least 0.5 minutes and 1 to 50 hosts; found %s s and %d"
                    .formatted(time.toSeconds(), hosts));
        }
    }

    /** How the services are set up for it: short leases and deadlines, and a stand-in for disk-image-create. */
    Map<String, String> settings(String buildCommand) {
        return Map.of(
                "GANTRY_JOBS_LEASE", LEASE.toSeconds() + "s",
                "GANTRY_INVENTORY_WEBHOOKS_TIMEOUT", "3s",
                "GANTRY_INVENTORY_WEBHOOKS_MAX_WAIT", "5s",
                "GANTRY_IMAGE_BUILDER_BUNDLES_FETCH_TIMEOUT", "5s",
                "GANTRY_IMAGE_BUILDER_BUILDS_COMMAND", buildCommand,
                "GANTRY_IMAGE_BUILDER_BUILDS_NEEDED_PROGRAMS", "sh",
                "GANTRY_IMAGE_BUILDER_BUILDS_COMMON_ELEMENTS", "base",
                "GANTRY_IMAGE_BUILDER_BUILDS_DISK_LIMIT", "1M");
    }
}
