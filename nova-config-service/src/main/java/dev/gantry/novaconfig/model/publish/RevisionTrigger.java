package dev.gantry.novaconfig.model.publish;

/** What moves a revision. */
public enum RevisionTrigger {
    /** The target has it. */
    PUBLISH,
    /** The target does not have it. */
    FAIL,
    /** A person or a change of the target asks for another try. */
    RETRY
}
