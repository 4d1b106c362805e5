package dev.gantry.provisioner.driver;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How drivers are fetched. */
@ConfigMapping(prefix = "gantry.provisioner.drivers")
public interface DriverSettings {

    /** A download of which less than 64 KiB come in this time is given up and tried again later. */
    @WithDefault("60s")
    Duration stallTimeout();

    /** The longest time for a whole download. */
    @WithDefault("30m")
    Duration downloadTimeout();

    /** The largest file that is fetched. */
    @WithDefault("12G")
    MemorySize limit();
}
