package dev.gantry.kit.http;

/** A problem on its way to the door, where {@link ProblemMapper} turns it into {@code application/problem+json}. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
