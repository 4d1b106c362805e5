package dev.gantry.imagebuilder.pulp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for Pulp's tasks, by asking, up to a deadline. */
final class PulpTasks {

    private static final Set<String> FINAL = Set.of("completed", "failed", "canceled", "skipped");
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final PulpClient pulp;
    private final Duration deadline;

    PulpTasks(PulpClient pulp, Duration deadline) {
        this.pulp = pulp;
        this.deadline = deadline;
    }

    /** What the task made, if it made anything. @throws RemoteException {@code pulp-task-failed} in Pulp's words, or {@code pulp-task-late} */
    Optional<String> await(String href) {
        long end = System.nanoTime() + deadline.toNanos();
        long pause = 50;
        while (System.nanoTime() < end) {
            JsonNode task = pulp.get(href)
                    .orElseThrow(
                            () -> RemoteException.retryable("pulp-task-gone", "Pulp no longer knows task " + href));
            String state = task.path("state").asText();
            if (FINAL.contains(state)) {
                return result(task, state);
            }
            pause(pause);
            pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_MILLIS);
        }
        throw RemoteException.retryable(
                "pulp-task-late", "Pulp task %s did not end within %s".formatted(href, deadline));
    }

    private static Optional<String> result(JsonNode task, String state) {
        if (state.equals("completed")) {
            JsonNode created = task.path("created_resources");
            return created.isEmpty()
                    ? Optional.empty()
                    : Optional.of(created.get(0).asText());
        }
        String words = task.path("error").path("description").asText(state);
        String detail = "Pulp task %s %s: %s".formatted(task.path("name").asText(), state, words);
        throw words.contains("No space left")
                ? RemoteException.retryable("pulp-full", detail)
                : RemoteException.retryable("pulp-task-failed", detail);
    }

    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("pulp-interrupted", "interrupted while Pulp worked", e);
        }
    }
}
