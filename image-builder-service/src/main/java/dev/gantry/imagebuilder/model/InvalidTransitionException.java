package dev.gantry.imagebuilder.model;

/** A move that the transition table does not have: a mistake of this service, or something that came too late. */
public final class InvalidTransitionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public InvalidTransitionException(Object state, Object trigger) {
        super("no transition %s from %s".formatted(trigger, state));
    }
}
