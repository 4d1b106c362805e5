package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.CallFailed;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Between two questions to a service that has no stream for the answer. */
public final class Pause {
    private Pause() {}

    public static void seconds(int seconds) {
        try {
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed("interrupted", e);
        }
    }
}
