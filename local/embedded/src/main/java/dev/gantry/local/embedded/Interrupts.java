package dev.gantry.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** SIGINT to another process, which the JDK cannot send; for PostgreSQL it is the stop that does not wait for clients. */
public final class Interrupts {
    private static final int SECONDS = 10;

    private Interrupts() {}

    /** Returns when it is sent; a process that is gone is no error. */
    public static void send(ProcessHandle process) {
        try {
            // The shell has kill built in; a program of that name is missing on small systems.
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run /bin/sh", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
