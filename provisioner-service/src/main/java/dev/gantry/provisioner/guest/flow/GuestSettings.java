package dev.gantry.provisioner.guest.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How guests are checked. */
@ConfigMapping(prefix = "gantry.provisioner.guests")
public interface GuestSettings {

    /** Folder with the licence tokens that guests' descriptions name. Only the provisioner's user needs to read it. */
    @WithDefault("${gantry.data-dir}/secrets")
    Path secretsPath();

    /** How long an inspection of a guest may take. nvidia-smi is given 30 s of it. */
    @WithDefault("90s")
    Duration inspectionTimeout();

    /** How long building and running the sample may take. */
    @WithDefault("15m")
    Duration sampleTimeout();

    /** How long a licence is waited for after nvidia-gridd was started. */
    @WithDefault("90s")
    Duration licenceTimeout();

    /** How often a guest that waits for its licence, or whose installation still runs, is asked. */
    @WithDefault("5s")
    Duration pollInterval();

    /** Wait before a guest that cannot be reached is tried again. */
    @WithDefault("10s")
    Duration retryTimeout();

    /** Tries in a row before a guest counts as out of reach. */
    @WithDefault("3")
    int reachLimit();

    /** How often a change is made before it counts as having no effect. */
    @WithDefault("2")
    int effectLimit();
}
