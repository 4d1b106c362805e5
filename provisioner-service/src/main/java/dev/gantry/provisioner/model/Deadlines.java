package dev.gantry.provisioner.model;

import java.time.Duration;

/** How long things may take on a slow host. */
final class Deadlines {
    static final Duration QUICK = Duration.ofMinutes(2);
    static final Duration CARDS = Duration.ofMinutes(10);
    static final Duration PACKAGES = Duration.ofMinutes(20);
    static final Duration RAMDISK = Duration.ofMinutes(20);
    static final Duration DRIVER = Duration.ofMinutes(40);
    static final Duration DELIVERY = Duration.ofMinutes(30);

    private Deadlines() {}
}
