package dev.gantry.novaconfig.model.drain;

/** A host went from one state of its life to another, as inventory tells; with the same state twice only something besides changed. */
public record HostTransition(String host, long version, String from, String to, String reason) {

    private static final String DRAINING = "DRAINING";

    public boolean entersDraining() {
        return to.equals(DRAINING) && !from.equals(DRAINING);
    }

    public boolean leavesDraining() {
        return from.equals(DRAINING) && !to.equals(DRAINING);
    }

    /** It is bookable after a run and its placement check, or the drain was called off. */
    public boolean isInServiceAgain() {
        return to.equals("ACTIVE") && !from.equals(to) || from.equals(DRAINING) && to.equals("CONFIGURED");
    }
}
