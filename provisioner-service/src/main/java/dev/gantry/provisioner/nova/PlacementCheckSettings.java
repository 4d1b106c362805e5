package dev.gantry.provisioner.nova;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where it is asked whether guests still hold a host's GPUs, before a device is destroyed. */
@ConfigMapping(prefix = "gantry.provisioner.placement-check")
public interface PlacementCheckSettings {

    /** URL of nova-config, which asks Placement. Left out: what the host itself shows (domains, open devices) is the only proof. */
    Optional<String> url();

    /** File with the bearer token for nova-config, read anew each time. */
    Optional<Path> tokenPath();

    /** How long its answer may take. */
    @WithDefault("30s")
    Duration timeout();
}
