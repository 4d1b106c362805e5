package dev.gantry.provisioner.model;

/** What came back from a look is not an answer, or not all of it. Looking again may help. */
public final class UnreadableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableAnswer(String message) {
        super(message);
    }
}
