package dev.gantry.novaconfig.model.drain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that is being drained by Nova, or was.
 *
 * @param version of the host when it began; events carry it, so that what belongs to an older drain is known
 * @param disabledByUs the compute service was enabled before, so it is ours to enable it again
 * @param moves servers that Nova was asked to move
 * @param waitsFor what keeps it from going on; null when nothing does
 */
public record Drain(
        String host,
        long version,
        DrainState state,
        DrainPolicy policy,
        String reason,
        boolean disabledByUs,
        List<ServerMove> moves,
        @Nullable String waitsFor,
        String by,
        Instant since) {

    /** Why, and who asked. */
    public record Request(String reason, String by) {}

    /**
     * {@code STOPPED}: no further server begins, what moves goes on. {@code ENDING}: the compute service is to be enabled again. {@code ENDED}: it is as
     * it was before.
     */
    public enum DrainState {
        DRAINING,
        DRAINED,
        STOPPED,
        ENDING,
        ENDED
    }

    public Drain {
        moves = List.copyOf(moves);
    }

    public static Drain begun(String host, long version, DrainPolicy policy, Request request, Instant now) {
        return new Drain(
                host,
                version,
                DrainState.DRAINING,
                policy,
                request.reason(),
                false,
                List.of(),
                null,
                request.by(),
                now);
    }

    /** What was refused is tried again; who disabled the service, and why, stays known. */
    public Drain again(long newVersion, DrainPolicy newPolicy, String who, Instant now) {
        List<ServerMove> kept = moves.stream()
                .filter(m -> m.state() != ServerMove.MoveState.REFUSED)
                .toList();
        return new Drain(
                host,
                Math.max(version, newVersion),
                DrainState.DRAINING,
                newPolicy,
                reason,
                disabledByUs,
                kept,
                null,
                who,
                now);
    }

    public Drain in(DrainState newState, Instant now, @Nullable String why) {
        return new Drain(
                host, version, newState, policy, reason, disabledByUs, moves, why, by, newState == state ? since : now);
    }

    public Drain disabled() {
        return new Drain(host, version, state, policy, reason, true, moves, waitsFor, by, since);
    }

    public Drain with(List<ServerMove> newMoves) {
        return new Drain(host, version, state, policy, reason, disabledByUs, newMoves, waitsFor, by, since);
    }

    /** What a turn found out, unless somebody decided otherwise meanwhile: then only what became of servers. */
    public Drain after(Drain turn, DrainState whenItBegan) {
        Drain found = turn.disabledByUs ? with(turn.moves).disabled() : with(turn.moves);
        return state == whenItBegan ? found.in(turn.state, turn.since, turn.waitsFor) : found;
    }

    public Optional<ServerMove> move(String server) {
        return moves.stream().filter(m -> m.id().equals(server)).findFirst();
    }

    public long refused() {
        return moves.stream()
                .filter(m -> m.state() == ServerMove.MoveState.REFUSED)
                .count();
    }

    public long moving() {
        return moves.stream()
                .filter(m -> m.state() == ServerMove.MoveState.MOVING)
                .count();
    }

    /** Something is still to be asked of Nova. */
    public boolean isUnderWay() {
        return state == DrainState.DRAINING || state == DrainState.ENDING;
    }

    /** So that people see in Nova who did it. */
    public String disabledReason() {
        return "gantry: " + reason;
    }
}
