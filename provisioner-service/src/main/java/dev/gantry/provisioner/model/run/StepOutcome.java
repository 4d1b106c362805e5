package dev.gantry.provisioner.model.run;

/** How a step ended. RUNNING: it was begun and no inspection has shown its effect yet. Only an inspection makes it CHANGED. */
public enum StepOutcome {
    RUNNING,
    SATISFIED,
    CHANGED,
    REBOOTING,
    FAILED,
    SKIPPED;

    /** It was begun, and no inspection has shown its effect yet. */
    public boolean isOpen() {
        return this == RUNNING || this == REBOOTING;
    }
}
