package dev.gantry.kit.job;

import java.time.Instant;

/** Why an open job has not ended and when it is tried next; {@code attempt} counts the tries so far. */
public record WaitingJob(String reason, Instant nextTry, int attempt, boolean isRunning) {}
