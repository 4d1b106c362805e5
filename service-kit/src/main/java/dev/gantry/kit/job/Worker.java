package dev.gantry.kit.job;

import java.time.Duration;

/** Does one kind of job, on a virtual thread, outside any transaction. */
public interface Worker {

    String kind();

    /** Longest time of one turn; after it the turn is interrupted and tried again. Every call inside has a shorter one of its own. */
    default Duration deadline() {
        return Duration.ofHours(6);
    }

    /** An exception counts as {@link Outcome.Retry} with a growing wait: what is not known to be final is tried again. */
    Outcome work(Job job) throws Exception;
}
