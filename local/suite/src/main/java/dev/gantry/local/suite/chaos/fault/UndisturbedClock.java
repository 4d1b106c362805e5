package dev.gantry.local.suite.chaos.fault;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time that passes only while no process is disturbed: what may be expected of the suite is told in it. */
public final class UndisturbedClock {
    private final BooleanSupplier isCalm;
    private long calmNanos;
    private long lastNanos = System.nanoTime();

    public UndisturbedClock(BooleanSupplier isCalm) {
        this.isCalm = isCalm;
    }

    /** To be called often; counts the time since the last call when it is calm now. */
    public synchronized void tick() {
        boolean counts = isCalm.getAsBoolean();
        long now = System.nanoTime();
        if (counts) {
            calmNanos += now - lastNanos;
        }
        lastNanos = now;
    }

    public synchronized Duration calm() {
        return Duration.ofNanos(calmNanos);
    }
}
