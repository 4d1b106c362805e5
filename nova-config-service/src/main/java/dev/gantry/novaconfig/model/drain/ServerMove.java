package dev.gantry.novaconfig.model.drain;

/** A server that a drain asked Nova to move. {@code detail}: what it waits for, or why it did not go. */
public record ServerMove(String id, String name, DrainWay way, MoveState state, String detail) {

    /** Where it stands. */
    public enum MoveState {
        MOVING,
        MOVED,
        REFUSED
    }

    public ServerMove now(MoveState newState, String newDetail) {
        return new ServerMove(id, name, way, newState, newDetail);
    }
}
