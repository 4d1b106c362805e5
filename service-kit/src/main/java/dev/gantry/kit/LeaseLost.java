package dev.gantry.kit;

/** Another worker has taken the job over; what this one wanted to write is not written. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLost(Job job) {
        super("job %s %s was taken over by another worker (fence %d)".formatted(job.kind(), job.key(), job.fence()));
    }
}
