package dev.gantry.kit.job;

/** Another worker has taken the job over; nothing more of this one is written. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(Job job) {
        super("job %s %s was taken over by another worker (fence %d)".formatted(job.kind(), job.key(), job.fence()));
    }
}
