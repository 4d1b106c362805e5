package dev.gantry.provisioner.driver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How drivers are fetched. */
@ConfigMapping(prefix = "gantry.provisioner.drivers")
public interface DriverSettings {

    /** PEM file with the authorities that an https:// server of drivers is trusted by; those of the JDK when left out. */
    Optional<Path> caPath();

    /** A download of which nothing more comes for this time is given up and tried again later. */
    @WithDefault("60s")
    Duration stallTimeout();
}
