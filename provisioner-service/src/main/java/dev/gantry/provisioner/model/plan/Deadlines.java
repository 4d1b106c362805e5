package dev.gantry.provisioner.model.plan;

import java.time.Duration;

/** How long things may take on a slow host. */
public final class Deadlines {
    public static final Duration QUICK = Duration.ofMinutes(2);
    public static final Duration CARDS = Duration.ofMinutes(10);
    public static final Duration PACKAGES = Duration.ofMinutes(20);
    public static final Duration RAMDISK = Duration.ofMinutes(20);
    public static final Duration DRIVER = Duration.ofMinutes(40);
    public static final Duration DELIVERY = Duration.ofMinutes(30);

    private Deadlines() {}
}
