package dev.gantry.local.suite.launcher;

import dev.gantry.local.suite.terminal.SuiteException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of the suite. Until it is told to stop, it is started again whenever it ends. */
public final class ManagedProcess {

    private static final List<String> OUTSIDE = List.of(
            "GANTRY_CA_FILE",
            "GANTRY_OUTGOING_",
            "GANTRY_IMAGE_BUILDER_ARTIFACTS_",
            "GANTRY_IMAGE_BUILDER_PULP_",
            "GANTRY_IMAGE_BUILDER_GLANCE_");
    private static final Duration LONG_LIVED = Duration.ofSeconds(20);
    private static final int MAX_PAUSE_SECONDS = 16;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int MAX_EARLY_ENDS = 3;

    private final ProcessCommand part;
    private final SuiteFolder home;
    private final Consumer<String> told;
    private @Nullable Process process;
    private boolean stopping;
    private boolean wasKilled;
    private int pauseSeconds = 1;
    private int earlyEnds;
    private long logFrom;
    private long startedNanos;
    private volatile double readySeconds;

    public ManagedProcess(ProcessCommand part, SuiteFolder home, Consumer<String> told) {
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

    /**
     * What a caller set for a service elsewhere would mix up a suite; only the systems outside that a person gives this one pass:
     * {@code GANTRY_IMAGE_BUILDER_PULP_URL=https://pulp.example.org ./gantry up}.
     */
    static boolean isInherited(String variable) {
        boolean isSetting = variable.startsWith("GANTRY_") || variable.startsWith("QUARKUS_");
        return !isSetting || OUTSIDE.stream().anyMatch(variable::startsWith);
    }

    public synchronized void start() {
        home.make("logs");
        ProcessBuilder builder = new ProcessBuilder(part.command())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(key -> !isInherited(key));
        builder.environment().putAll(part.environment());
        try {
            logFrom = Files.exists(log()) ? Files.size(log()) : 0;
            startedNanos = System.nanoTime();
            Process started = builder.start();
            process = started;
            ProcessRegistry.note(home, name(), started.toHandle());
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
            wasKilled = true;
            running.destroyForcibly();
        }
    }

    /** It and the processes that it started stand still, as on a machine that is suspended, until {@link #thaw()}; false when it does not run. */
    public boolean freeze() {
        Optional<ProcessHandle> running = ProcessHandle.of(pid());
        running.ifPresent(process -> ProcessSignals.send("STOP", process));
        return running.isPresent();
    }

    public void thaw() {
        ProcessHandle.of(pid()).ifPresent(process -> ProcessSignals.send("CONT", process));
    }

    /** SIGKILL, and not again. */
    public void endForGood() {
        retire();
        kill();
        awaitStopped(Duration.ofSeconds(5));
    }

    /** From here on its end is wanted: it is not started again. */
    synchronized void retire() {
        stopping = true;
    }

    /** Asks the process to end; returns at once. */
    public synchronized void askToStop() {
        retire();
        Process running = process;
        if (running != null) {
            ProcessRegistry.ask(name(), running.toHandle());
        }
    }

    /** Waits for the end after {@link #askToStop()}, and forces it when the time is over. */
    public void awaitStopped(Duration limit) {
        try {
            if (!endedWithin(limit)) {
                kill();
                endedWithin(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        ProcessRegistry.forget(home, name());
    }

    /** Notes that it answers from now on. */
    synchronized void ready() {
        readySeconds = (System.nanoTime() - startedNanos) / 1e9;
    }

    /** From its start until it answered. */
    public double readySeconds() {
        return readySeconds;
    }

    /** Returns once it wrote a line that begins with {@code ready}; throws {@link SuiteException} when it does not. */
    void awaitReady(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!said().contains("\nready")) {
            require(System.nanoTime() < end, limit);
            endedWithin(LOOK_AGAIN);
        }
    }

    /** Throws {@link SuiteException} with the end of its log unless there is still time and it runs. */
    void require(boolean isTimeLeft, Duration limit) {
        if (!keepsRunning()) {
            throw new SuiteException(name() + " does not run. " + endOfLog());
        }
        if (!isTimeLeft) {
            throw new SuiteException(name() + " was not ready within " + limit.toSeconds() + " s. " + endOfLog());
        }
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

    /** False once it was stopped, or ended again and again by itself within moments of its start. */
    synchronized boolean keepsRunning() {
        return !stopping && earlyEnds < MAX_EARLY_ENDS;
    }

    /** What it said last, for a message. */
    String endOfLog() {
        return "The end of " + log() + ":\n" + lastLines(20);
    }

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
        boolean wasEarly = !wasKilled && lived.compareTo(LONG_LIVED) <= 0;
        wasKilled = false;
        earlyEnds = wasEarly ? earlyEnds + 1 : 0;
        pauseSeconds = wasEarly ? Math.min(pauseSeconds * 2, MAX_PAUSE_SECONDS) : 1;
        // A Ctrl-C reaches parent and child together; whether we are stopping is known a moment later.
        again(ended.exitValue());
    }

    private void again(int code) {
        CompletableFuture.delayedExecutor(pauseSeconds, TimeUnit.SECONDS).execute(() -> startAgain(code));
    }

    private synchronized void startAgain(int code) {
        if (stopping) {
            return;
        }
        told.accept(name() + " ended with code " + code + "; starting it again");
        try {
            start();
        } catch (UncheckedIOException e) {
            told.accept(e.getMessage() + "; trying again");
            again(code);
        }
    }
}
