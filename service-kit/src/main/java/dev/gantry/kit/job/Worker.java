package dev.gantry.kit.job;

/** Does one kind of job, on a virtual thread, outside any transaction. */
public interface Worker {

    String kind();

    /** An exception counts as {@link Outcome.Retry} with a growing wait: what is not known to be final is tried again. */
    Outcome work(Job job) throws Exception;
}
