package dev.gantry.novaconfig.model.drain;

/** Whether a server can leave in one way, and why. Not known is not no, and not yes. */
public record Possibility(DrainWay way, Answer answer, String reason) {

    /** What can be said. */
    public enum Answer {
        YES,
        NO,
        NOT_KNOWN
    }

    static Possibility yes(DrainWay way, String reason) {
        return new Possibility(way, Answer.YES, reason);
    }

    static Possibility no(DrainWay way, String reason) {
        return new Possibility(way, Answer.NO, reason);
    }

    static Possibility notKnown(DrainWay way, String reason) {
        return new Possibility(way, Answer.NOT_KNOWN, reason);
    }
}
