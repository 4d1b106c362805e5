package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signals that the JDK cannot send, to a process and all that it started. */
final class ProcessSignals {
    private static final int SECONDS = 10;

    private ProcessSignals() {}

    /** @param signal without SIG, e.g. {@code STOP} */
    static void send(String signal, ProcessHandle process) {
        String pids = Stream.concat(Stream.of(process), process.descendants())
                .map(each -> Long.toString(each.pid()))
                .collect(Collectors.joining(" "));
        try {
            // The shell has kill built in. A process that has just ended is no error.
            Process sent = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!sent.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new SuiteException("SIG" + signal + " was not sent within " + SECONDS + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run /bin/sh", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
