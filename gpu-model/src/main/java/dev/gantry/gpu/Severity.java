package dev.gantry.gpu;

/** Whether a violation stops the work. */
public enum Severity {
    /** The layout cannot work: it is refused. */
    ERROR,
    /** It works, but perhaps not as meant. */
    WARNING
}
