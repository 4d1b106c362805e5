package dev.gantry.gpu.planner;

/** Whether guests use a card's vGPUs. {@code reason} says where that is known from, or why it is not. */
public record Occupancy(State state, int guests, String reason) {

    /** Not known is not free. */
    public enum State {
        FREE,
        NOT_KNOWN,
        IN_USE
    }

    public static Occupancy free(String reason) {
        return new Occupancy(State.FREE, 0, reason);
    }

    public static Occupancy notKnown(String reason) {
        return new Occupancy(State.NOT_KNOWN, 0, reason);
    }

    public static Occupancy inUse(int guests, String reason) {
        return new Occupancy(State.IN_USE, guests, reason);
    }
}
