package dev.gantry.novaconfig.flow.drain;

import dev.gantry.novaconfig.model.drain.Drain;
import dev.gantry.novaconfig.model.drain.DrainServer;
import dev.gantry.novaconfig.model.drain.DrainWay;
import dev.gantry.novaconfig.model.drain.Possibility;
import dev.gantry.novaconfig.model.drain.ServerMove;
import dev.gantry.novaconfig.openstack.NovaServers;
import dev.gantry.novaconfig.openstack.NovaServers.Migration;
import dev.gantry.novaconfig.openstack.NovaServers.Server;
import dev.gantry.openstack.RemoteException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One look at Nova and what follows from it. What will be asked is kept before it is asked, so that a turn that was cut off is made good by the next:
 * a server without a task and without a migration since was not asked yet, and is asked again.
 */
final class DrainReconciler {

    private final NovaServers nova;
    private final DrainPlanner.Seen seen;
    private final Map<String, DrainServer> here;
    private final int free;
    private final Clock clock;
    private final Consumer<Drain> keeper;
    private Drain drain;

    DrainReconciler(DrainPlanner.Seen seen, Drain drain, int free, Clock clock, Consumer<Drain> keeper) {
        this.nova = seen.nova();
        this.seen = seen;
        this.here = seen.servers().stream().collect(Collectors.toMap(DrainServer::id, Function.identity()));
        this.drain = drain;
        this.free = free;
        this.clock = clock;
        this.keeper = keeper;
    }

    Drain take() {
        disable();
        keep(drain.with(drain.moves().stream().map(this::settled).toList()));
        if (drain.refused() > drain.policy().failureBudget()) {
            return keep(drain.in(
                    Drain.DrainState.STOPPED,
                    clock.instant(),
                    drain.refused() + " refused, the budget is "
                            + drain.policy().failureBudget() + ": " + refusals()));
        }
        if (here.isEmpty() && drain.moving() == 0) {
            return keep(drain.in(Drain.DrainState.DRAINED, clock.instant(), null));
        }
        List<String> waits = begin();
        return keep(drain.in(Drain.DrainState.DRAINING, clock.instant(), waitsFor(waits)));
    }

    private Drain keep(Drain next) {
        if (!next.equals(drain)) {
            keeper.accept(next);
        }
        drain = next;
        return next;
    }

    private void disable() {
        if (seen.service().enabled()) {
            keep(drain.disabled());
            nova.disable(seen.service(), drain.disabledReason());
        }
    }

    private String refusals() {
        return drain.moves().stream()
                .filter(m -> m.state() == ServerMove.MoveState.REFUSED)
                .map(m -> m.name() + ": " + m.detail())
                .collect(Collectors.joining("; "));
    }

    private String waitsFor(List<String> waits) {
        List<String> all = new ArrayList<>(waits);
        drain.moves().stream()
                .filter(m -> m.state() == ServerMove.MoveState.MOVING)
                .forEach(m -> all.add(m.name() + ": " + m.detail()));
        return all.isEmpty() ? "for Nova" : String.join("; ", all);
    }

    private ServerMove settled(ServerMove move) {
        if (move.state() != ServerMove.MoveState.MOVING) {
            return move;
        }
        DrainServer server = here.get(move.id());
        return server == null ? away(move) : stays(move, server);
    }

    private ServerMove away(ServerMove move) {
        Optional<Server> found = nova.server(move.id());
        if (found.isEmpty()) {
            return move.now(ServerMove.MoveState.MOVED, "it is gone");
        }
        Server server = found.get();
        String task = server.task();
        if (task != null) {
            return move.now(ServerMove.MoveState.MOVING, task);
        }
        return switch (server.status()) {
            case "VERIFY_RESIZE" -> {
                nova.confirmMove(move.id());
                yield move.now(ServerMove.MoveState.MOVING, "the move is confirmed");
            }
            case "ERROR" -> move.now(ServerMove.MoveState.REFUSED, "ERROR on " + server.host() + ": " + server.fault());
            case "SHELVED", "SHELVED_OFFLOADED" -> move.now(ServerMove.MoveState.MOVED, "shelved");
            default -> move.now(ServerMove.MoveState.MOVED, "on " + server.host());
        };
    }

    private ServerMove stays(ServerMove move, DrainServer server) {
        String task = server.task();
        if (task != null) {
            return move.now(ServerMove.MoveState.MOVING, task);
        }
        if (server.status().equals("ERROR")) {
            String fault = nova.server(move.id()).map(Server::fault).orElse(null);
            return move.now(ServerMove.MoveState.REFUSED, "ERROR: " + fault);
        }
        Optional<Migration> migration = nova.newestMigration(move.id())
                .filter(m -> !m.at().isBefore(drain.since().minusSeconds(1)));
        if (migration.filter(Migration::hasFailed).isPresent()) {
            return move.now(
                    ServerMove.MoveState.REFUSED,
                    "the migration to " + migration.get().destination() + " ended with "
                            + migration.get().status());
        }
        boolean isUnderWay = migration.isPresent() || server.status().equals("SHELVED");
        return isUnderWay ? move.now(ServerMove.MoveState.MOVING, "Nova ends the move") : ask(move);
    }

    /** Returns what waits for a person, or for a place. */
    private List<String> begin() {
        List<String> waits = new ArrayList<>();
        for (DrainServer server : seen.servers()) {
            // One that was moved and is here again came back.
            if (drain.move(server.id())
                    .filter(m -> m.state() != ServerMove.MoveState.MOVED)
                    .isPresent()) {
                continue;
            }
            Possibility chosen = seen.choose(server, drain.policy());
            if (chosen.way() == DrainWay.WAIT) {
                waits.add(server.name() + ": " + chosen.reason());
            } else if (drain.moving() >= Math.min(drain.policy().atOnce(), free)) {
                waits.add(server.name() + ": for its turn");
            } else {
                ServerMove move = new ServerMove(
                        server.id(), server.name(), chosen.way(), ServerMove.MoveState.MOVING, "Nova is asked");
                replace(move);
                replace(ask(move));
            }
        }
        return waits;
    }

    private ServerMove ask(ServerMove move) {
        try {
            nova.move(move.id(), move.way());
            return move.now(ServerMove.MoveState.MOVING, "Nova was asked");
        } catch (RemoteException e) {
            if (e.retryable()) {
                throw e;
            }
            return move.now(ServerMove.MoveState.REFUSED, e.said());
        }
    }

    private void replace(ServerMove move) {
        List<ServerMove> moves = new ArrayList<>(drain.moves());
        moves.removeIf(m -> m.id().equals(move.id()));
        moves.add(move);
        keep(drain.with(moves));
    }
}
