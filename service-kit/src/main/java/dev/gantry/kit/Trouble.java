package dev.gantry.kit;

/** A problem on its way to the door, where {@link Problems} turns it into {@code application/problem+json}. */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Trouble(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
