package dev.gantry.provisioner.model.run;

/** What moves a run from one state to another. */
public enum RunTrigger {
    /** The limits let a queued provision run begin. */
    ADMIT,
    /** A worker is at it. */
    WORK,
    /** It has to wait; {@link Run#waiting()} says for what. */
    WAIT,
    SUCCEED,
    FAIL,
    ABORT
}
