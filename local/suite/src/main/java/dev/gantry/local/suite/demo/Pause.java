package dev.gantry.local.suite.demo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a little time pass between two looks; an interrupt ends it. */
public final class Pause {
    private Pause() {}

    public static void of(Duration time) throws InterruptedException {
        if (new Semaphore(0).tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody releases it");
        }
    }
}
