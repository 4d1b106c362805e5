package dev.gantry.kit.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that this process works on, each from its claim to the end of its thread. What is in here is not claimed again, however long
 * the process stood still: its own lease may have run out meanwhile.
 */
final class RunningJobs {

    /** One job, its thread, and why it was told to stop before its end. */
    static final class Running {
        private final Job job;
        private final Thread thread;
        private final Duration deadline;
        private final long startNanos = System.nanoTime();
        private volatile @Nullable String stopReason;

        Running(Job job, Thread thread, Duration deadline) {
            this.job = job;
            this.thread = thread;
            this.deadline = deadline;
        }

        Job job() {
            return job;
        }

        @Nullable
        String stopReason() {
            return stopReason;
        }

        void stop(String reason) {
            stopReason = reason;
            thread.interrupt();
        }

        private void stopWhenOverdue() {
            if (stopReason == null && System.nanoTime() - startNanos > deadline.toNanos()) {
                stop("did not end within " + deadline.toMinutes() + " min");
            }
        }
    }

    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    void add(Running one) {
        running.put(one.job.id(), one);
    }

    void remove(Running one) {
        running.remove(one.job.id(), one);
    }

    Set<UUID> ids() {
        return Set.copyOf(running.keySet());
    }

    List<Running> all() {
        return List.copyOf(running.values());
    }

    int count(String kind) {
        return (int) running.values().stream()
                .filter(one -> one.job.kind().equals(kind))
                .count();
    }

    /** Those whose lease is gone, among the {@code asked}. */
    void stopLost(Set<UUID> asked, Set<UUID> kept) {
        for (UUID id : asked) {
            Running lost = running.get(id);
            if (lost != null && !kept.contains(id)) {
                lost.stop("the lease is lost");
            }
        }
    }

    void stopOverdue() {
        running.values().forEach(Running::stopWhenOverdue);
    }
}
