package dev.gantry.imagebuilder.flow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before another try: doubling from 2 s to 5 min, with jitter. */
public final class RetryDelay {

    private static final long LONGEST_SECONDS = 300;

    private RetryDelay() {}

    public static Duration after(int attempt) {
        long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(attempt, 9));
        return Duration.ofMillis(seconds * 500 + ThreadLocalRandom.current().nextLong(seconds * 500 + 1));
    }
}
