package dev.gantry.local.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of the suite. Until it is told to stop, it is started again whenever it ends. */
public final class Child {
    private static final Duration LONG_LIVED = Duration.ofSeconds(20);
    private static final int MAX_PAUSE_SECONDS = 16;

    private final Part part;
    private final Home home;
    private final Consumer<String> told;
    private @Nullable Process process;
    private boolean stopping;
    private int pauseSeconds = 1;
    private long logFrom;
    private long startedNanos;
    private volatile double readySeconds;

    Child(Part part, Home home, Consumer<String> told) {
        this.part = part;
        this.home = home;
        this.told = told;
    }

    public String name() {
        return part.name();
    }

    Path log() {
        return home.resolve("logs").resolve(name() + ".log");
    }

    synchronized void start() {
        home.make("logs");
        ProcessBuilder builder = new ProcessBuilder(part.command())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("GANTRY_") || key.startsWith("QUARKUS_"));
        builder.environment().putAll(part.environment());
        try {
            logFrom = Files.exists(log()) ? Files.size(log()) : 0;
            startedNanos = System.nanoTime();
            Process started = builder.start();
            process = started;
            Leftovers.note(home, name(), started.toHandle());
            started.onExit().thenAccept(this::onEnd);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start " + name() + ": " + part.command().getFirst(), e);
        }
    }

    /** Waits a little; true when the process ended meanwhile. */
    boolean endedWithin(Duration time) throws InterruptedException {
        Process running;
        synchronized (this) {
            running = process;
        }
        return running == null || running.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public synchronized long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return running.pid();
    }

    /** SIGKILL, as a power cut would; it is started again like after any other end. */
    public synchronized void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    /** From here on its end is wanted: it is not started again. */
    synchronized void retire() {
        stopping = true;
    }

    /** SIGTERM to the process; returns at once. */
    synchronized void askToStop() {
        retire();
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** Waits for the end after {@link #askToStop()}, and forces it when the time is over. */
    void awaitStopped(Duration limit) {
        try {
            if (!endedWithin(limit)) {
                kill();
                endedWithin(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        Leftovers.forget(home, name());
    }

    /** Notes that it answers from now on. */
    synchronized void ready() {
        readySeconds = (System.nanoTime() - startedNanos) / 1e9;
    }

    /** From its start until it answered. */
    double readySeconds() {
        return readySeconds;
    }

    /** What it wrote since it was started last, after an empty line. */
    synchronized String said() {
        try {
            byte[] all = Files.readAllBytes(log());
            return "\n" + new String(all, (int) logFrom, all.length - (int) logFrom, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log(), e);
        }
    }

    /** The last lines it wrote, for a message. */
    String lastLines(int count) {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private synchronized void onEnd(Process ended) {
        if (stopping) {
            return;
        }
        Duration lived = Duration.ofNanos(System.nanoTime() - startedNanos);
        pauseSeconds = lived.compareTo(LONG_LIVED) > 0 ? 1 : Math.min(pauseSeconds * 2, MAX_PAUSE_SECONDS);
        // A Ctrl-C reaches parent and child together; whether we are stopping is known a moment later.
        CompletableFuture.delayedExecutor(pauseSeconds, TimeUnit.SECONDS).execute(() -> startAgain(ended.exitValue()));
    }

    private synchronized void startAgain(int code) {
        if (!stopping) {
            told.accept(name() + " ended with code " + code + "; starting it again");
            start();
        }
    }
}
