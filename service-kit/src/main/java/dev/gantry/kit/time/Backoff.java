package dev.gantry.kit.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits that double with jitter, from 100 ms to 10 s; ended early by interruption at shutdown. */
public final class Backoff {

    private static final long LONGEST_MILLIS = 10_000;

    private long millis = 100;

    public void pause() throws InterruptedException {
        long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
        new CountDownLatch(1).await(jittered, TimeUnit.MILLISECONDS);
        millis = Math.min(millis * 2, LONGEST_MILLIS);
    }
}
