package dev.gantry.kit.time;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One named thread that does a turn when woken, and at the latest after {@code pause}; a failing turn is told and tried again. */
public final class PollingLoop implements AutoCloseable {

    /** One turn; true when there may be more to do at once. */
    public interface Turn {
        boolean take() throws Exception;
    }

    private final String name;
    private final Duration pause;
    private final Turn turn;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean open = true;
    private String lastFailure = "";

    public PollingLoop(String name, Duration pause, Turn turn) {
        this.name = name;
        this.pause = pause;
        this.turn = turn;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void run() {
        while (open) {
            boolean more = false;
            try {
                more = turn.take();
                lastFailure = "";
            } catch (InterruptedException e) {
                return;
            } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
                // Also an error: a loop that ended unseen would be a service that stands still.
                tell(e);
            }
            if (!more && !waitForWake()) {
                return;
            }
        }
    }

    private boolean waitForWake() {
        try {
            if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** The same failure is told once, not at every turn. */
    private void tell(Throwable e) {
        String failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (open && !failure.equals(lastFailure)) {
            lastFailure = failure;
            Log.warnf("%s goes on after a failure: %s", name, failure);
            Log.debugf(e, "%s", name);
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
