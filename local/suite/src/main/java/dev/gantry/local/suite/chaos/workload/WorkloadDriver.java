package dev.gantry.local.suite.chaos.workload;

import dev.gantry.local.suite.demo.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Lets callers work side by side, each at a pace of its own. */
public final class WorkloadDriver implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isSettling;
    private volatile @Nullable String failure;

    public void start(Workload load, RandomGenerator random, Duration pace) {
        threads.add(Thread.ofVirtual().name("load-" + load.name()).start(() -> repeat(load, random, pace)));
    }

    /** From now on nothing new is begun. */
    public void settle() {
        isSettling = true;
    }

    /** Why a caller could not go on; null when all do. It is a fault of the caller, or an answer that it cannot read. */
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    private void repeat(Workload load, RandomGenerator random, Duration pace) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                load.step(isSettling);
                Pause.of(Duration.ofMillis(random.nextLong(pace.toMillis() / 2, pace.toMillis() * 3 / 2)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted() && !(e.getCause() instanceof InterruptedException)) {
                e.printStackTrace();
                failure = load.name() + ": " + e;
            }
        }
    }
}
