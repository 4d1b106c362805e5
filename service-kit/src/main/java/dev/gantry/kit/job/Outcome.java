package dev.gantry.kit.job;

import java.time.Duration;

/** How a turn of work on a job ended. Waiting is an outcome, never a sleeping thread. */
public sealed interface Outcome {

    /** Nothing is left to do. */
    record Done() implements Outcome {}

    /** Take it up again after a while; {@code reason} answers "why is it waiting". */
    record Retry(Duration after, String reason) implements Outcome {}

    /** No further try will be made. */
    record Failed(String reason) implements Outcome {}
}
